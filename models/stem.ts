/**
 * The stem of a lower-case English word, after M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980),
 * with the two rules he added later: connect, connected, connecting and connections have one stem. SQLite's `porter` tokenizer follows the same paper.
 */
export function stem(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word
  let rest = removePlural(word)
  rest = removePastAndProgressive(rest)
  if (rest.endsWith('y') && hasVowel(rest.slice(0, -1))) rest = `${rest.slice(0, -1)}i`
  rest = replaceSuffix(rest, step2, 1)
  rest = replaceSuffix(rest, step3, 1)
  rest = removeSuffix(rest)
  if (rest.endsWith('e')) {
    const body = rest.slice(0, -1)
    if (measure(body) > 1 || (measure(body) === 1 && !endsShort(body))) rest = body
  }
  return rest.endsWith('ll') && measure(rest) > 1 ? rest.slice(0, -1) : rest
}

const step2: readonly (readonly [string, string])[] = [
  ['ational', 'ate'],
  ['ization', 'ize'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['tional', 'tion'],
  ['biliti', 'ble'],
  ['entli', 'ent'],
  ['ousli', 'ous'],
  ['ation', 'ate'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['logi', 'log'],
  ['alli', 'al'],
  ['ator', 'ate'],
  ['bli', 'ble'],
  ['eli', 'e'],
]
const step3: readonly (readonly [string, string])[] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ness', ''],
  ['ful', ''],
]
const step4 = /(ement|ance|ence|able|ible|ment|(?<=[st])ion|ant|ent|ism|ate|iti|ous|ive|ize|al|er|ic|ou)$/

function removePlural(word: string): string {
  if (/(ss|i)es$/.test(word)) return word.slice(0, -2)
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word
}

function removePastAndProgressive(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word
  const body = word.replace(/(ed|ing)$/, '')
  if (body === word || !hasVowel(body)) return word
  if (/(at|bl|iz)$/.test(body)) return `${body}e`
  if (/([^aeiouylsz])\1$/.test(body)) return body.slice(0, -1)
  return measure(body) === 1 && endsShort(body) ? `${body}e` : body
}

function replaceSuffix(word: string, rules: typeof step2, leastMeasure: number): string {
  for (const [suffix, replacement] of rules) {
    if (!word.endsWith(suffix)) continue
    const body = word.slice(0, -suffix.length)
    return measure(body) >= leastMeasure ? body + replacement : word
  }
  return word
}

function removeSuffix(word: string): string {
  const body = word.replace(step4, '')
  return measure(body) > 1 ? body : word
}

/** Vowels as `v`, consonants as `c`; a y after a consonant is a vowel. */
function shape(word: string): string {
  let letters = ''
  for (const letter of word) {
    const vowel = 'aeiou'.includes(letter) || (letter === 'y' && letters.endsWith('c'))
    letters += vowel ? 'v' : 'c'
  }
  return letters
}

/** How many times a vowel run is followed by a consonant run: 0 in `tree`, 1 in `trouble`, 2 in `private`. */
function measure(word: string): number {
  return shape(word).match(/v+c+/g)?.length ?? 0
}

function hasVowel(word: string): boolean {
  return shape(word).includes('v')
}

/** Ends consonant, vowel, consonant, the last not w, x or y: `hop`, not `snow`. */
function endsShort(word: string): boolean {
  return shape(word).endsWith('cvc') && !/[wxy]$/.test(word)
}
