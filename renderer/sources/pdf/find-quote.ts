/** A piece of text as pdf.js lays it on a page, in the order in which the file draws it. */
export type Piece = string

/** Where a part of a quote stands in one piece, in UTF-16 code units. */
export interface MarkedPiece {
  piece: number
  start: number
  end: number
}

/**
 * Where a quote stands among the pieces of the page as it is drawn; null unless that is certain (R5).
 *
 * The text of a page and its pieces differ in white space, in ligatures and accents, in hyphens at line ends and in the
 * dots that lead to a page number. None of these is looked at. A quote that the page has more than once is found only
 * if text and pieces have it equally often; then its place among them decides.
 *
 * @param pageText what the quote was taken from, and where it begins there
 */
export function findQuote(
  pieces: readonly Piece[],
  quote: string,
  pageText: { text: string; start: number },
): MarkedPiece[] | null {
  const wanted = plain(streamOf([quote])).text
  if (wanted === '') return null
  const page = plain(streamOf(pieces))
  const onPage = occurrences(page.text, wanted)
  const ordinal = ordinalOf(wanted, pageText)
  if (ordinal === null || ordinal.of !== onPage.length) return null
  const start = onPage[ordinal.nth]
  if (start === undefined) return null
  const first = page.from[start]
  const last = page.from[start + wanted.length - 1]
  return first && last ? between(pieces, first, last) : null
}

/** One UTF-16 code unit of compared text, and what it came from. */
interface From {
  piece: number
  start: number
  end: number
}

interface Stream {
  text: string
  from: From[]
}

/** What neither changes the words nor is drawn: white space, controls, soft hyphens, byte order marks. */
const unseen = /[\s\p{Cc}\u00ad\ufeff]/u

function streamOf(pieces: readonly string[]): Stream {
  let text = ''
  const from: From[] = []
  for (const [piece, string] of pieces.entries()) {
    let start = 0
    for (const point of string) {
      const end = start + point.length
      if (!unseen.test(point)) {
        const plainPoint = point.toWellFormed().normalize('NFKD').replace(/\s/gu, '')
        for (let unit = 0; unit < plainPoint.length; unit++) from.push({ piece, start, end })
        text += plainPoint
      }
      start = end
    }
  }
  return { text, from }
}

/** A hyphen inside a word, which may have divided it at a line's end, and all but the first dot of a row of dots. */
const ignored = /(?<=\p{L}\p{M}*)[-\u2010](?=\p{Ll})|(?<=\.)\.+/gu

function plain({ text, from }: Stream): Stream {
  let kept = ''
  const keptFrom: From[] = []
  let at = 0
  const keep = (end: number) => {
    kept += text.slice(at, end)
    for (; at < end; at++) {
      const origin = from[at]
      if (origin) keptFrom.push(origin)
    }
  }
  for (const match of text.matchAll(ignored)) {
    keep(match.index)
    at = match.index + match[0].length
  }
  keep(text.length)
  return { text: kept, from: keptFrom }
}

function occurrences(text: string, wanted: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) found.push(at)
  return found
}

/** Which occurrence of the quote in the text of its page is meant, and how many there are. */
function ordinalOf(wanted: string, pageText: { text: string; start: number }) {
  const { text, from } = plain(streamOf([pageText.text]))
  const starts = occurrences(text, wanted)
  const nth = starts.findIndex((at) => (from[at]?.start ?? -1) >= pageText.start)
  return nth < 0 ? null : { nth, of: starts.length }
}

function between(pieces: readonly string[], first: From, last: From): MarkedPiece[] {
  const marked: MarkedPiece[] = []
  for (let piece = first.piece; piece <= last.piece; piece++) {
    const start = piece === first.piece ? first.start : 0
    const end = piece === last.piece ? last.end : (pieces[piece]?.length ?? 0)
    if (start < end) marked.push({ piece, start, end })
  }
  return marked
}
