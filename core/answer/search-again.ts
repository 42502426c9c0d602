import type { SearchHit } from '../contract/workspace/search.ts'

/** What a second search adds to the first: its passages take turns with those of the first, each once. */
export function mergeHits(
  first: readonly SearchHit[],
  second: readonly SearchHit[],
  limit: number,
): SearchHit[] {
  const merged = new Map<string, SearchHit>()
  for (let rank = 0; rank < Math.max(first.length, second.length); rank++)
    for (const hit of [second[rank], first[rank]])
      if (hit) {
        const key = `${hit.document} ${hit.ordinal}`
        if (!merged.has(key)) merged.set(key, hit)
      }
  return [...merged.values()].slice(0, limit)
}
