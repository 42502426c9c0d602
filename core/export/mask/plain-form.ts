/** First digits, each of ten in a row, of scripts that numbers of people are written in. */
const zeros = [
  '\u0660',
  '\u06f0',
  '\u0966',
  '\u09e6',
  '\u0a66',
  '\u0ae6',
  '\u0b66',
  '\u0be6',
  '\u0c66',
  '\u0ce6',
  '\uff10',
]
const digits =
  /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0a66-\u0a6f\u0ae6-\u0aef\u0b66-\u0b6f\u0be6-\u0bef\u0c66-\u0c6f\u0ce6-\u0cef\uff10-\uff19]/g

/** A text of the same length with plain digits, blanks and hyphens, so that what is found in it has the same place. */
export function plainForm(text: string): string {
  return text
    .replace(digits, (digit) => {
      const code = digit.charCodeAt(0)
      const zero = zeros.find((one) => code >= one.charCodeAt(0) && code <= one.charCodeAt(0) + 9)
      return String(code - (zero ?? digit).charCodeAt(0))
    })
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, ' ')
    .replace(/[\u2010-\u2015\u2212\uff0d]/g, '-')
}
