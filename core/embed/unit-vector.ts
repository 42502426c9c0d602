/**
 * The vector scaled to length 1. An all-zero one, which is a text in which the model knew nothing, becomes the fixed
 * direction (1, 1, …). Throws a RangeError for a wrong number of dimensions and for anything that is not finite:
 * the vector index accepts NaN without a word, and would never find that row again.
 */
export function unitVector(vector: Float32Array, dimension: number): Float32Array<ArrayBuffer> {
  if (vector.length !== dimension)
    throw new RangeError('the model gave another dimension than its entry says')
  let sum = 0
  for (const value of vector) sum += value * value
  if (!Number.isFinite(sum)) throw new RangeError('the model gave something that is not a number')
  if (sum === 0) return new Float32Array(dimension).fill(1 / Math.sqrt(dimension))
  const scale = 1 / Math.sqrt(sum)
  return Float32Array.from(vector, (value) => value * scale)
}
