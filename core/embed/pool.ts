import type { Pooling } from '../contract/model.ts'

/**
 * One vector of the vectors of a text's tokens, which stand end to end. Every token counts: there is one text in a batch,
 * so there is no padding.
 *
 * @throws RangeError where their length is not a multiple of the dimension
 */
export function pool(tokens: Float32Array, dimension: number, pooling: Pooling): Float32Array {
  const count = tokens.length / dimension
  if (!Number.isInteger(count) || count === 0)
    throw new RangeError('the model gave another dimension than its entry says')
  switch (pooling) {
    case 'cls':
      return tokens.slice(0, dimension)
    case 'last':
      return tokens.slice(-dimension)
    case 'mean': {
      const mean = new Float32Array(dimension)
      for (let at = 0; at < tokens.length; at += 1) {
        const slot = at % dimension
        mean[slot] = (mean[slot] ?? 0) + (tokens[at] ?? 0) / count
      }
      return mean
    }
  }
}
