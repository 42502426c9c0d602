const clusters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const small = new Set(['the', 'and', 'of', 'a', 'an', 'und', 'de', 'la', 'का', 'की', 'के', 'और', 'व'])

/** Of several parts, or of a script whose letters fill a square. */
const wide = /\p{M}|\p{scx=Han}|\p{scx=Hira}|\p{scx=Kana}|\p{scx=Hang}/u

/**
 * The two letters on a tile: of the first two words that count, or the first two of one word. A letter is what a
 * reader takes for one, so no vowel sign stands alone. Where there is little room, a letter of several parts stands
 * by itself, and so does a wide one.
 */
export function initials(name: string, room: 'little' | 'enough'): string {
  const words = name
    .normalize('NFC')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter(Boolean)
  const telling = words.filter((word) => !small.has(word.toLocaleLowerCase()))
  const [first, second] = telling.length > 0 ? telling : words
  if (first === undefined) return '?'
  const letters =
    second === undefined ? lettersOf(first).slice(0, 2) : [lettersOf(first)[0], lettersOf(second)[0]]
  const shown = letters.filter((letter) => letter !== undefined).map((letter) => letter.toLocaleUpperCase())
  const isCrowded = room === 'little' && shown.some((letter) => wide.test(letter))
  return (isCrowded ? shown.slice(0, 1) : shown).join('')
}

function lettersOf(word: string): string[] {
  return [...clusters.segment(word)].map(({ segment }) => segment)
}
