import type { PassageKey } from '../workspace/documents/passages.ts'
import type { Reader } from '../workspace/reader.ts'
import type { Scored } from './keyword.ts'

/**
 * The best `limit`, by falling score; equals stand in the order of document id and place. Ids are random but the same
 * for everyone, while internal keys depend on what else was imported (R1).
 */
export function rank(reader: Reader, scored: readonly Scored[], limit: number): Scored[] {
  const sorted = [...scored].sort((left, right) => right.score - left.score)
  const edge = sorted[limit - 1]?.score ?? -Infinity
  const contenders = sorted.filter(({ score }) => score >= edge)
  const places = reader.passages.places(contenders.map(({ passage }) => passage))
  return contenders
    .filter(({ passage }) => places.has(passage))
    .sort((left, right) => right.score - left.score || comparePlaces(places, left.passage, right.passage))
    .slice(0, limit)
}

function comparePlaces(
  places: ReadonlyMap<PassageKey, { document: string; ordinal: number }>,
  left: PassageKey,
  right: PassageKey,
): number {
  const a = places.get(left)
  const b = places.get(right)
  if (!a || !b) return 0
  if (a.document !== b.document) return a.document < b.document ? -1 : 1
  return a.ordinal - b.ordinal
}
