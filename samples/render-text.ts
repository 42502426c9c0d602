import { parseSource, plain, type Block } from './markdown.ts'

const width = 78

/** Renders a source as plain text, UTF-8, wrapped at 78 columns, headings underlined. */
export function renderText(source: string): string {
  return `${parseSource(source).map(toText).filter(Boolean).join('\n\n')}\n`
}

function toText(block: Block): string {
  switch (block.kind) {
    case 'heading': {
      const text = plain(block.spans)
      return `${text}\n${(block.level === 1 ? '=' : '-').repeat(Math.min(text.length, width))}`
    }
    case 'paragraph':
      return plain(block.spans)
        .split('\n')
        .map((line) => wrap(line, ''))
        .join('\n')
    case 'list':
      return block.items
        .map((item, index) => (block.ordered ? `${index + 1}. ` : '- ') + wrap(plain(item), '   '))
        .join('\n')
    case 'table':
      return [block.header, ...block.rows].map((row) => row.map(plain).join(' | ')).join('\n')
    case 'page-break':
      break
  }
  return ''
}

function wrap(text: string, indent: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width - indent.length) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line].join(`\n${indent}`)
}
