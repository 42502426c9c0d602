const charactersPerWord = 20

/**
 * How long a stretch of text is, in words; the measure of passages. Words are runs without white space. A run of
 * more than twenty characters counts once for each twenty, and so does white space, so that no number of words ever
 * stands for boundless text; scripts that write without spaces count about two characters to a word (Chinese,
 * Japanese) or five (Thai, Lao, Khmer, Burmese).
 */
export function countWords(text: string, start: number, end: number): number {
  let words = 0
  let at = start
  while (at < end) {
    const run = runAt(text, at, end)
    words += run.words
    at = run.end
  }
  return words
}

/** A run of white space, or of anything else, beginning at `at`. */
export interface Run {
  end: number
  words: number
  blank: boolean
}

export function runAt(text: string, at: number, end: number): Run {
  const blank = isBlank(text.charCodeAt(at))
  let points = 0
  let named = false
  let to = at
  while (to < end) {
    const code = text.charCodeAt(to)
    if (isBlank(code) !== blank) break
    points += pointsOf(code)
    named ||= isWordCharacter(code)
    to++
  }
  const words = Math.floor((blank ? to - at : points) / charactersPerWord)
  return { end: to, words: blank || !named ? words : Math.max(1, words), blank }
}

/** The most characters from `at` on that count at most `words`, ending before a whole character. */
export function endOfWords(text: string, at: number, end: number, words: number): number {
  let points = 0
  let to = at
  while (to < end && points < words * charactersPerWord) points += pointsOf(text.charCodeAt(to++))
  // Neither a pair of surrogates nor a letter and its marks come apart, unless the marks go on and on.
  const latest = Math.min(end, to + 50)
  while (to < latest && /^(?:[\udc00-\udfff]|\p{M}|\u200d)/u.test(text.slice(to, to + 2))) to++
  return to < end && isLowSurrogate(text.charCodeAt(to)) ? to + 1 : to
}

function pointsOf(code: number): number {
  if (code < 0x0e00) return 1
  if (code <= 0x0eff || (code >= 0x1000 && code <= 0x109f) || (code >= 0x1780 && code <= 0x17ff)) return 4
  if (code >= 0x2e80 && !(code >= 0xac00 && code <= 0xd7ff) && code < 0xd800) return charactersPerWord / 2
  return 1
}

function isWordCharacter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    code > 0x7f
  )
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff
}

/** White space as `String.prototype.trim` has it (ECMAScript, WhiteSpace and LineTerminator). */
function isBlank(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d)
  if (code < 0xa0) return false
  if (code === 0xa0 || code === 0x1680 || code === 0xfeff || code === 0x3000) return true
  return (
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f
  )
}
