import type { Embedder } from '../embed/embedder.ts'
import type { Reader } from '../workspace/reader.ts'
import type { Scored } from './keyword.ts'

/** Passages looked at beyond `k`, to see whether the last place is shared. */
const margin = 16

/**
 * The readable passages nearest in meaning, exact. Where the last place is shared by equals, all of them are fetched:
 * which of them come first must not hang on where they lie in the file (R1).
 */
export async function searchVectors(
  reader: Reader,
  embedder: Embedder,
  question: string,
  k: number,
  signal?: AbortSignal,
): Promise<Scored[]> {
  const [vector] = await embedder.embed([question], 'query', signal)
  if (!vector) return []
  for (let size = k + margin; ; size *= 2) {
    const nearest = reader.passages.nearest(vector, embedder.model, Math.min(size, mostNearest))
    const last = nearest.at(-1)
    const edge = nearest[k - 1]
    const whole = nearest.length < size || !last || !edge || last.distance > edge.distance
    if (whole || size >= mostNearest)
      // Unit vectors: cosine = 1 − d² / 2.
      return nearest.map(({ passage, distance }) => ({ passage, score: 1 - (distance * distance) / 2 }))
  }
}

/** The most that sqlite-vec gives in one search. */
const mostNearest = 4_096
