import { stem } from './stem.ts'
import { readWordList, type FrequencyClass } from './word-list.ts'

/** An entry of the tokenizer's vocabulary. */
export interface Piece {
  /** As the tokenizer writes it: `##` before what continues a word. */
  text: string
  /** Pieces with one code have one vector: the words of a stem. */
  code: string
  /** What it counts in a text, 0 to 255, from how rare it is in English at large. */
  weight: number
}

/** Words that say how a sentence is built, not what it is about. */
const stopWords = (
  'a about above after again against all also am an and any are as at be because been before being below between both ' +
  'but by can could did do does doing down during each few for from further had has have having he her here hers ' +
  'herself him himself his how i if in into is it its itself just me more most my myself no nor not now of off on once ' +
  'only or other our ours ourselves out over own same she should so some such than that the their theirs them ' +
  'themselves then there these they this those through to too under until up very was we were what when where which ' +
  'while who whom why will with would you your yours yourself yourselves s t d m ll re ve don didn doesn isn'
).split(' ')

/**
 * Weights, 0 to 255, from how rare a word is in English at large and never from any document of a workspace: what one
 * client writes must not move another's vectors, nor an unreadable document a readable one's (R1, M1).
 * `[PASSAGE]`, which stands before every passage, adds the same direction to all: short passages would otherwise be
 * nearer to every query, as lengths in BM25 would be without its `b`.
 */
const specialWeights = { '[PAD]': 0, '[UNK]': 10, '[CLS]': 0, '[SEP]': 0, '[PASSAGE]': 150 }
const wordWeights: Record<FrequencyClass, number> = {
  10: 26,
  20: 31,
  35: 37,
  40: 39,
  50: 41,
  55: 43,
  60: 43,
  70: 43,
}
const stopWeight = 2
const letterWeight = 10
const numberWeight = 23
const partWeight = 43

/** All pieces; those that continue a word stand last. */
export function buildVocabulary(): Piece[] {
  const pieces = new Map<string, Piece>()
  const add = (text: string, code: string, weight: number): void => {
    if (!pieces.has(text)) pieces.set(text, { text, code, weight })
  }
  for (const [text, weight] of Object.entries(specialWeights)) add(text, text, weight)
  for (const word of stopWords) add(word, word, stopWeight)
  for (const [word, frequency] of readWordList()) {
    if (word.length > 1) add(word, stem(word), wordWeights[frequency])
  }
  const parts = [...latinParts([...pieces.keys()]), ...numberParts(), ...devanagariSyllables(), ...letters()]
  for (const part of parts)
    add(part, part, /[0-9]/.test(part) ? numberWeight : part.length === 1 ? letterWeight : partWeight)
  for (const part of parts) add(`##${part}`, `##${part}`, /[0-9]/.test(part) ? numberWeight : partWeight)
  return [...pieces.values()]
}

export const specialTexts: readonly string[] = Object.keys(specialWeights)

/** Three letters that follow one another in this many words are a piece. */
const leastWords = 20

function latinParts(words: readonly string[]): string[] {
  const pairs = latin.flatMap((first) => latin.map((second) => first + second))
  const counts = new Map<string, number>()
  for (const word of words) {
    for (let at = 0; at + 3 <= word.length; at++) {
      const trigram = word.slice(at, at + 3)
      if (/^[a-z]+$/.test(trigram)) counts.set(trigram, (counts.get(trigram) ?? 0) + 1)
    }
  }
  const trigrams = [...counts].filter(([, count]) => count >= leastWords).map(([trigram]) => trigram)
  return [...latin, ...pairs, ...trigrams]
}

/** Up to three digits, and the years that documents speak of. */
function numberParts(): string[] {
  const years = Array.from({ length: 200 }, (_, at) => String(1900 + at))
  const upTo = [10, 100, 1000].flatMap((end, digits) =>
    Array.from({ length: end }, (_, value) => String(value).padStart(digits + 1, '0')),
  )
  return [...upTo, ...years]
}

/** A letter with one sign; letters alone are among `letters`. */
function devanagariSyllables(): string[] {
  const signs = [...range(0x0900, 0x0903), ...range(0x093a, 0x094f)]
  return range(0x0904, 0x0939).flatMap((letter) => signs.map((sign) => letter + sign))
}

/** Each letter, mark and digit of the alphabets and syllabaries from Latin to Greek Extended; not Han, kana, Hangul. */
function letters(): string[] {
  return range(0x00a0, 0x1fff).filter((letter) => /[\p{L}\p{M}\p{N}]/u.test(letter))
}

const latin = range(0x61, 0x7a)

function range(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at))
}
