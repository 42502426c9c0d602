export interface HeadingInForce {
  level: number
  text: string
}

const longest = 120

/** The headings in force, outermost first, joined by ` › `; where that gets too long the outer ones go first. */
export function headingPath(inForce: readonly HeadingInForce[]): string | null {
  const names = inForce.map(({ text }) => text.replace(/\s+/gu, ' ').trim()).filter((name) => name !== '')
  while (names.length > 1 && names.join(' › ').length > longest) names.shift()
  const path = names.join(' › ')
  if (path === '') return null
  return path.length > longest
    ? `${path
        .slice(0, longest - 1)
        .toWellFormed()
        .trimEnd()}…`
    : path
}
