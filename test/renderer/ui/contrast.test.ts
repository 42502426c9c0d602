import { describe, expect, test } from 'vitest'
import { workspaceColours } from '../../../renderer/ui/workspace-colour.ts'
import { type Colour, contrast, over, readTokens, type Theme } from './tokens.ts'

const surfaces = ['surface-window', 'surface-page', 'surface-raised', 'surface-sunken', 'surface-paper']

/** Front, what it lies on, and below that, where the middle one is translucent. 4.5 for words, 3 for edges and marks. */
const pairs: readonly (readonly [front: string, back: string, below: string | null, need: 3 | 4.5])[] = [
  ...['ink-1', 'ink-2', 'ink-3'].flatMap((ink) => surfaces.map((back) => [ink, back, null, 4.5] as const)),
  ...['ink-1', 'ink-2', 'ok-ink', 'warn-ink', 'danger-ink'].flatMap((ink) =>
    ['surface-window', 'surface-page', 'surface-raised'].map(
      (below) => [ink, 'surface-active', below, 4.5] as const,
    ),
  ),
  ...['ink-1', 'ink-2', 'ink-3'].flatMap((ink) =>
    surfaces.map((below) => [ink, 'surface-hover', below, 4.5] as const),
  ),
  ...['ok', 'warn', 'danger'].flatMap((tone) => [
    [`${tone}-ink`, `${tone}-fill`, null, 4.5] as const,
    ['ink-1', `${tone}-fill`, null, 4.5] as const,
    ['line-control', `${tone}-fill`, null, 3] as const,
    ...surfaces.map((back) => [`${tone}-ink`, back, null, 4.5] as const),
  ]),
  ...['surface-invert', 'surface-invert-hover', 'surface-invert-active'].map(
    (back) => ['ink-invert', back, null, 4.5] as const,
  ),
  ...['danger-solid', 'danger-solid-hover', 'danger-solid-active'].map(
    (back) => ['ink-invert', back, null, 4.5] as const,
  ),
  ['ink-invert-2', 'surface-invert', null, 4.5],
  ['mark-ink', 'mark-fill', null, 4.5],
  ['mark-line', 'surface-paper', null, 3],
  ...surfaces.slice(0, 4).map((back) => ['line-control', back, null, 3] as const),
  ...surfaces.map((back) => ['focus', back, null, 3] as const),
  ['focus', 'surface-active', 'surface-window', 3],
  ['focus', 'surface-active', 'surface-page', 3],
  ...workspaceColours.flatMap((name) => [
    ['ws-ink', `ws-${name}`, null, 4.5] as const,
    ...surfaces.map((back) => [`ws-${name}`, back, null, 4.5] as const),
    [`ws-${name}`, 'surface-active', 'surface-raised', 3] as const,
    // An open citation in a marked passage, and a tile on an inverted one.
    [`ws-${name}`, 'surface-active', 'surface-page', 3] as const,
  ]),
]

describe.each(['usual', 'more'] as const)('contrast, %s', (asked) => {
  const tokens = readTokens(asked)
  const colour = (name: string, theme: Theme): Colour => {
    const found = tokens.get(name)
    if (!found) throw new Error(`no token ${name}`)
    return found[theme]
  }

  test.each(['light', 'dark'] as const)('every pair holds what it needs, %s', (theme) => {
    const short = pairs.flatMap(([front, back, below, need]) => {
      const ground = below === null ? colour(back, theme) : over(colour(back, theme), colour(below, theme))
      const ratio = contrast(colour(front, theme), ground)
      return ratio < need ? [`${front} on ${back}${below ? ` on ${below}` : ''}: ${ratio.toFixed(2)}`] : []
    })
    expect(short).toEqual([])
  })

  test('the wall stands out from the window', () => {
    for (const name of workspaceColours) {
      const window = colour('surface-window', 'dark')
      const [red, green, blue] = colour(`ws-${name}`, 'dark')
      // As tokens.css mixes it in the dark theme; in the light one it is the colour itself.
      const wall = over([red, green, blue, 0.72], window)
      expect(contrast(wall, window), name).toBeGreaterThanOrEqual(3)
    }
  })
})
