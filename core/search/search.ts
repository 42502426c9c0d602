import type { SearchHit, SearchMode } from '../contract/workspace/search.ts'
import type { Embedder } from '../embed/embedder.ts'
import type { Reader } from '../workspace/reader.ts'
import { fuse, type Fused, type Weights } from './fuse.ts'
import { searchKeywords } from './keyword.ts'
import { rank } from './rank.ts'
import { rerank, type RerankBy, type RerankOutcome } from './rerank.ts'
import { searchVectors } from './vector.ts'

/** How deep each search goes before the two are fused. */
const depth = 200

/** How many of the fused passages are read again beside the question. */
const reranked = 50

export interface SearchRequest {
  reader: Reader
  /** Null where it cannot be had: then words alone are searched. */
  embedder: Embedder | null
  /** Left out, or null, where none was chosen. It is for fused searches. */
  reranker?: RerankBy | null
  query: string
  limit: number
  mode: SearchMode
  signal?: AbortSignal
}

/** By what the order of a search came about: null for what had no part in it. */
export interface RankedBy {
  embedder: { name: string; sha256: string } | null
  reranker: { name: string; sha256: string; outcome: RerankOutcome } | null
}

interface Ranking extends RankedBy {
  weights: Weights
}

/** The best passages for a query among those that the reader's member may read. */
export async function search(request: SearchRequest): Promise<SearchHit[]> {
  return (await searchAndReport(request)).hits
}

/** The same, and how it came about. */
export async function searchAndReport({
  reader,
  embedder,
  reranker = null,
  query,
  limit,
  mode,
  signal,
}: SearchRequest): Promise<{ hits: SearchHit[]; ranking: Ranking }> {
  const keyword = mode === 'vector' ? [] : rank(reader, searchKeywords(reader, query), depth)
  const vector =
    mode === 'keyword' || !embedder
      ? []
      : rank(reader, await searchVectors(reader, embedder, query, depth, signal), depth)
  const weights: Weights = { keyword: 1, vector: embedder?.model.searchWeight ?? 0 }
  const fused = fuse(keyword, vector, weights)
  const byPassage = new Map(fused.map((one) => [one.passage, one]))
  const by = mode === 'fused' ? reranker : null
  const best = rank(reader, fused, by ? Math.max(limit, reranked) : limit)
  const found = hits(
    reader,
    best.flatMap(({ passage }) => byPassage.get(passage) ?? []),
  )
  const ranking = {
    weights,
    embedder: embedder && { name: embedder.model.name, sha256: embedder.model.sha256 },
  }
  if (!by || found.length === 0)
    return { hits: found.slice(0, limit), ranking: { ...ranking, reranker: null } }
  const { passages, outcome } = await rerank(by, query, found.slice(0, reranked), signal)
  return {
    hits: [...passages, ...found.slice(reranked)].slice(0, limit),
    ranking: { ...ranking, reranker: { ...by.model, outcome } },
  }
}

function hits(reader: Reader, best: readonly Fused[]): SearchHit[] {
  const byPassage = new Map(best.map((one) => [one.passage, one]))
  return reader.passages.get(best.map(({ passage }) => passage)).flatMap(({ key, ...passage }) => {
    const found = byPassage.get(key)
    return found ? [{ ...passage, score: found.score, ranks: found.ranks }] : []
  })
}
