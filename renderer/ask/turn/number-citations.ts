import type { Place } from '../../../core/contract/workspace/place.ts'

/** The number that each citation of an answer bears, from 1: the same for the same span. */
export function numberCitations(
  citations: readonly Pick<Place, 'document' | 'page' | 'start' | 'end'>[],
): number[] {
  const numbers = new Map<string, number>()
  return citations.map(({ document, page, start, end }) => {
    const span = `${document} ${page} ${start} ${end}`
    const number = numbers.get(span) ?? numbers.size + 1
    numbers.set(span, number)
    return number
  })
}
