import { marked, type Token, type Tokens } from 'marked'

/** A run of text in one style; `'\n'` inside it is a line break. */
export type Span = { text: string; bold: boolean; italic: boolean }

/** What the sample documents are made of; each renderer draws exactly these. */
export type Block =
  | { kind: 'heading'; level: number; spans: Span[] }
  | { kind: 'paragraph'; spans: Span[] }
  | { kind: 'list'; ordered: boolean; items: Span[][] }
  | { kind: 'table'; header: Span[][]; rows: Span[][][] }
  | { kind: 'page-break' }

/** The line in a source that starts a new page in the formats that have pages. */
export const pageBreak = '<!-- page -->'

/**
 * Parses a source (CommonMark with tables) into blocks.
 * Throws on any construct that the renderers do not draw, so that no text can be lost in silence.
 */
export function parseSource(source: string): Block[] {
  return marked.lexer(source).flatMap(toBlock)
}

/** The text of spans without their styles. */
export function plain(spans: readonly Span[]): string {
  return spans.map((span) => span.text).join('')
}

function toBlock(token: Token): Block[] {
  switch (token.type) {
    case 'space':
    case 'def':
      return []
    case 'heading': {
      const heading = token as Tokens.Heading
      return [{ kind: 'heading', level: heading.depth, spans: toSpans(heading.tokens) }]
    }
    case 'paragraph':
      return [{ kind: 'paragraph', spans: toSpans((token as Tokens.Paragraph).tokens) }]
    case 'list': {
      const list = token as Tokens.List
      return [{ kind: 'list', ordered: list.ordered, items: list.items.map((item) => toSpans(item.tokens)) }]
    }
    case 'table': {
      const table = token as Tokens.Table
      const header = table.header.map((cell) => toSpans(cell.tokens))
      const rows = table.rows.map((row) => row.map((cell) => toSpans(cell.tokens)))
      return [{ kind: 'table', header, rows }]
    }
    case 'html':
      if (token.raw.trim() === pageBreak) return [{ kind: 'page-break' }]
      throw new Error(`Only "${pageBreak}" may stand as HTML in a source.`)
    default:
      throw new Error(`A source holds a block of type "${token.type}", which no renderer draws.`)
  }
}

function toSpans(tokens: readonly Token[], bold = false, italic = false): Span[] {
  return tokens.flatMap((token): Span[] => {
    switch (token.type) {
      case 'text': {
        const text = token as Tokens.Text
        if (text.tokens) return toSpans(text.tokens, bold, italic)
        return [{ text: text.text.replaceAll('\n', ' '), bold, italic }]
      }
      case 'escape':
        return [{ text: (token as Tokens.Escape).text, bold, italic }]
      case 'strong':
        return toSpans((token as Tokens.Strong).tokens, true, italic)
      case 'em':
        return toSpans((token as Tokens.Em).tokens, bold, true)
      case 'br':
        return [{ text: '\n', bold, italic }]
      default:
        throw new Error(`A source holds text of type "${token.type}", which no renderer draws.`)
    }
  })
}
