import { deflateSync } from 'node:zlib'

/** A PDF of the given objects, the first of which is the catalogue; a stream is written as [dictionary, bytes]. */
export function pdfFile(objects: readonly (string | readonly [string, Uint8Array])[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')]
  const offsets: number[] = []
  let at = parts[0]!.length
  const add = (part: Buffer) => {
    parts.push(part)
    at += part.length
  }
  for (const [index, object] of objects.entries()) {
    offsets.push(at)
    add(Buffer.from(`${index + 1} 0 obj\n`))
    if (typeof object === 'string') {
      add(Buffer.from(object))
    } else {
      const packed = deflateSync(object[1])
      add(Buffer.from(`<< ${object[0]} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`))
      add(packed)
      add(Buffer.from('\nendstream'))
    }
    add(Buffer.from('\nendobj\n'))
  }
  const start = at
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  add(Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\n`))
  add(Buffer.from(`startxref\n${start}\n%%EOF\n`))
  return new Uint8Array(Buffer.concat(parts))
}

const catalogue = '<< /Type /Catalog /Pages 2 0 R >>'
const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'

/** One page a text, in lines 14 points apart. */
export function pdfOf(pages: readonly string[]): Uint8Array {
  const kids = pages.map((_, index) => `${4 + 2 * index} 0 R`).join(' ')
  return pdfFile([
    catalogue,
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    font,
    ...pages.flatMap((text, index) => [page(5 + 2 * index, '/Font << /F1 3 0 R >>'), content(text)]),
  ])
}

/** One page whose content unpacks to the given bytes. */
export function pdfWithContent(bytes: Uint8Array): Uint8Array {
  return pdfFile([
    catalogue,
    '<< /Type /Pages /Kids [4 0 R] /Count 1 >>',
    font,
    page(5, '/Font << /F1 3 0 R >>'),
    ['', bytes],
  ])
}

/** Forms that draw each other ten times, `depth` levels deep: 10^depth drawings from a few hundred bytes. */
export function endlessPdf(depth: number): Uint8Array {
  const forms = Array.from({ length: depth }, (_, level): readonly [string, Uint8Array] => {
    const inner = level === depth - 1 ? 'BT /F1 12 Tf (x) Tj ET' : '/X Do '.repeat(10)
    const resources = `<< /Font << /F1 3 0 R >> /XObject << /X ${7 + level} 0 R >> >>`
    return [`/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources ${resources}`, Buffer.from(inner)]
  })
  return pdfFile([
    catalogue,
    '<< /Type /Pages /Kids [4 0 R] /Count 1 >>',
    font,
    page(5, '/Font << /F1 3 0 R >> /XObject << /X 6 0 R >>'),
    ['', Buffer.from('/X Do')],
    ...forms,
  ])
}

function page(contents: number, resources: string): string {
  return `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << ${resources} >> /Contents ${contents} 0 R >>`
}

function content(text: string): readonly [string, Uint8Array] {
  const lines = text
    .split('\n')
    .map((line, index) => `1 0 0 1 72 ${700 - 14 * index} Tm (${line.replace(/[()\\]/gu, '\\$&')}) Tj`)
  return ['', Buffer.from(`BT /F1 12 Tf ${lines.join(' ')} ET`, 'latin1')]
}
