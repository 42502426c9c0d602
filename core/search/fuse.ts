import type { PassageKey } from '../workspace/documents/passages.ts'
import type { Scored } from './keyword.ts'

/** Constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009). */
const constant = 60

/** What a rank in each search counts for; shown with every result. The embedder's weight stands in the catalogue. */
export interface Weights {
  keyword: number
  vector: number
}

export interface Fused extends Scored {
  /** Rank in each search, from 1; null where it did not come up. */
  ranks: { keyword: number | null; vector: number | null }
}

/** Reciprocal rank fusion of two ranked lists. */
export function fuse(keyword: readonly Scored[], vector: readonly Scored[], weights: Weights): Fused[] {
  const fused = new Map<PassageKey, Fused>()
  const add = (list: readonly Scored[], leg: 'keyword' | 'vector') =>
    list.forEach(({ passage }, index) => {
      const known = fused.get(passage) ?? { passage, score: 0, ranks: { keyword: null, vector: null } }
      known.score += weights[leg] / (constant + index + 1)
      known.ranks[leg] = index + 1
      fused.set(passage, known)
    })
  add(keyword, 'keyword')
  add(vector, 'vector')
  return [...fused.values()]
}
