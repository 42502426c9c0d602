import { extname } from 'node:path'
import { pageBreak } from './markdown.ts'
import { renderDocx } from './render-docx.ts'
import { renderHtml } from './render-html.ts'
import { renderPdf } from './render-pdf.ts'
import { renderText } from './render-text.ts'

/** The moment every sample claims to have been made: fixed, so that a build changes only what a source changed. */
const createdAt = new Date('2025-07-31T09:00:00Z')

/**
 * Renders one source, the Markdown text of a document, into the bytes of `file`, whose ending says the format:
 * .pdf, .docx, .html, .txt or .md. Throws on any other ending.
 */
export async function render(source: string, file: string, title: string, author: string): Promise<Buffer> {
  switch (extname(file)) {
    case '.pdf':
      return renderPdf(source, title, author, createdAt)
    case '.docx':
      return renderDocx(source, title, author, createdAt)
    case '.html':
      return Buffer.from(renderHtml(source, title))
    case '.txt':
      return Buffer.from(renderText(source))
    case '.md':
      return Buffer.from(source.replaceAll(`${pageBreak}\n\n`, ''))
    default:
      throw new Error(`No renderer for the ending of "${file}".`)
  }
}
