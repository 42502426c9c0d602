/** A run of digits with at most one blank, hyphen or stop between two of them, as the groups that it is written in. */
export type DigitGroup = { start: number; digits: string }

export function digitGroups(text: string): DigitGroup[][] {
  return [...text.matchAll(/\d+(?:[ .-]\d+)*/g)].map((run) =>
    [...run[0].matchAll(/\d+/g)].map((group) => ({ start: run.index + group.index, digits: group[0] })),
  )
}

/** Stretches of whole groups, longest first from each place, whose digits pass; none overlaps another. */
export function stretches(
  groups: readonly DigitGroup[],
  most: number,
  passes: (digits: string) => boolean,
): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = []
  for (let first = 0; first < groups.length; first += 1) {
    let digits = ''
    let best = -1
    for (let last = first; last < groups.length && digits.length < most; last += 1) {
      digits += groups[last]?.digits ?? ''
      if (digits.length <= most && passes(digits)) best = last
    }
    const [from, to] = [groups[first], groups[best]]
    if (!from || !to) continue
    found.push({ start: from.start, end: to.start + to.digits.length })
    first = best
  }
  return found
}
