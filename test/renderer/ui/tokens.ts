import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Red, green, blue from 0 to 255, and opacity from 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number, alpha: number]
export type Theme = 'light' | 'dark'
export type Tokens = ReadonlyMap<string, Readonly<Record<Theme, Colour>>>

/** All colours of renderer/ui/tokens.css that are one line, as they are or with more contrast asked for. */
export function readTokens(asked: 'usual' | 'more'): Tokens {
  const path = fileURLToPath(new URL('../../../renderer/ui/tokens.css', import.meta.url))
  const [usual = '', more = ''] = readFileSync(path, 'utf8').split('@media (prefers-contrast: more)')
  const tokens = new Map<string, Record<Theme, Colour>>()
  const line = /--([\w-]+): light-dark\((#[0-9a-f]{6}|rgb\([^)]*\)), (#[0-9a-f]{6}|rgb\([^)]*\))\);/gu
  for (const [, name = '', light = '', dark = ''] of (asked === 'more' ? usual + more : usual).matchAll(line))
    tokens.set(name, { light: parse(light), dark: parse(dark) })
  return tokens
}

function parse(text: string): Colour {
  if (text.startsWith('#')) {
    const [red = 0, green = 0, blue = 0] = (text.slice(1).match(/../gu) ?? []).map((pair) =>
      parseInt(pair, 16),
    )
    return [red, green, blue, 1]
  }
  const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/gu) ?? []).map(Number)
  return [red, green, blue, alpha]
}

/** What one sees of a colour that lies over another. */
export function over(front: Colour, back: Colour): Colour {
  const mix = (at: 0 | 1 | 2) => front[at] * front[3] + back[at] * (1 - front[3])
  return [mix(0), mix(1), mix(2), 1]
}

/** The contrast ratio of WCAG 2.2, from 1 to 21. */
export function contrast(first: Colour, second: Colour): number {
  const [brighter, darker] = [luminance(first), luminance(second)].toSorted((a, b) => b - a)
  return ((brighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05)
}

function luminance([red, green, blue]: Colour): number {
  const linear = (value: number) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}
