import { pseudoRandom } from '../../models/pseudo-random.ts'

const vocabulary = 30_000
const syllables = 'ba ke li mo nu ra se ti vo zu cha dre fli gro ple ska'.split(' ')

/** Weights of Zipf's law, summed up, for drawing a word by its rank. */
const cumulative: number[] = []
for (let rank = 1, sum = 0; rank <= vocabulary; rank += 1) cumulative.push((sum += 1 / rank))
const total = cumulative.at(-1) ?? 1

/** The word of a rank, from 0: made up, and none of the stop words. */
function wordOf(rank: number): string {
  let word = ''
  for (let rest = rank + 16; rest > 0; rest = Math.floor(rest / 16)) word += syllables[rest % 16] ?? ''
  return word
}

function draw(seed: string, index: number): string {
  const target = (pseudoRandom(seed, index) / 2 ** 32) * total
  let low = 0
  let high = vocabulary - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cumulative[middle] ?? 0) < target) low = middle + 1
    else high = middle
  }
  return wordOf(low)
}

/** Text of so many words by Zipf's law, in sentences of twelve, the same for the same number. */
export function textOf(number: number, words: number): string {
  const parts: string[] = []
  for (let index = 0; index < words; index += 1)
    parts.push(draw(`text ${number}`, index) + (index % 12 === 11 ? '.' : ''))
  return parts.join(' ')
}

/** A question of three words, neither the commonest nor the rarest. */
export function questionOf(number: number): string {
  return [0, 1, 2]
    .map((index) => wordOf(20 + (pseudoRandom('question', number * 3 + index) % 3_000)))
    .join(' ')
}

/** A unit vector of evenly spread numbers, the same for the same number. */
export function vectorOf(number: number, dimension: number): Float32Array {
  const vector = new Float32Array(dimension)
  let state = pseudoRandom('vector', number) | 1
  for (let index = 0; index < dimension; index += 1) {
    // Xorshift32 (Marsaglia 2003): quick enough for tens of millions of numbers.
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    vector[index] = (state >>> 0) / 2 ** 32 - 0.5
  }
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}
