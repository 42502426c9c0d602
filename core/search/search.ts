import type { SearchHit, SearchMode } from '../contract/workspace/search.ts'
import type { Embedder } from '../embed/embedder.ts'
import type { Reader } from '../workspace/reader.ts'
import { fuse, type Fused, type Weights } from './fuse.ts'
import { searchKeywords } from './keyword.ts'
import { rank } from './rank.ts'
import { searchVectors } from './vector.ts'

/** How deep each search goes before the two are fused. */
const depth = 200

export interface SearchRequest {
  reader: Reader
  embedder: Embedder
  query: string
  limit: number
  mode: SearchMode
  signal?: AbortSignal
}

/** The best passages for a query among those that the reader's member may read. */
export async function search({
  reader,
  embedder,
  query,
  limit,
  mode,
  signal,
}: SearchRequest): Promise<SearchHit[]> {
  const keyword = mode === 'vector' ? [] : rank(reader, searchKeywords(reader, query), depth)
  const vector =
    mode === 'keyword' ? [] : rank(reader, await searchVectors(reader, embedder, query, depth, signal), depth)
  const fused = fuse(keyword, vector, weightsOf(embedder))
  const byPassage = new Map(fused.map((one) => [one.passage, one]))
  const best = rank(reader, fused, limit).flatMap(({ passage }) => byPassage.get(passage) ?? [])
  return hits(reader, best)
}

/** What each search counts for with this embedder. */
export function weightsOf(embedder: Embedder): Weights {
  return { keyword: 1, vector: embedder.model.searchWeight }
}

function hits(reader: Reader, best: readonly Fused[]): SearchHit[] {
  const byPassage = new Map(best.map((one) => [one.passage, one]))
  return reader.passages.get(best.map(({ passage }) => passage)).flatMap(({ key, ...passage }) => {
    const found = byPassage.get(key)
    return found ? [{ ...passage, score: found.score, ranks: found.ranks }] : []
  })
}
