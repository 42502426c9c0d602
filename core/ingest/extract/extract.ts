import { BulkheadError } from '../../errors.ts'
import type { Extracted } from '../extracted.ts'
import { maxTextLength } from '../extracted.ts'
import { damagedFile, emptyFile, noText, tooMuchText, unsupportedFormat } from '../failures.ts'
import type { Format, ReadableFormat } from '../format.ts'
import { extractDocx } from './docx.ts'
import { extractHtml } from './html.ts'
import { extractMarkdown } from './markdown.ts'
import { extractPdf } from './pdf.ts'
import { extractText } from './text.ts'

const readers: Record<ReadableFormat, (bytes: Uint8Array) => Extracted | Promise<Extracted>> = {
  text: extractText,
  markdown: extractMarkdown,
  html: extractHtml,
  pdf: extractPdf,
  docx: extractDocx,
}

/**
 * The text of a file. Throws BulkheadError `unsupported-format` or `unreadable-document`: a file gives its text or
 * a reason, never nothing (R4). What a parser says about the file is dropped, since it may quote it.
 */
export async function extract(bytes: Uint8Array, format: Format): Promise<Extracted> {
  if (bytes.length === 0) throw emptyFile()
  if (typeof format !== 'string') throw unsupportedFormat(format.unsupported)
  let extracted: Extracted
  try {
    extracted = await readers[format](bytes)
  } catch (error) {
    throw error instanceof BulkheadError ? error : damagedFile()
  }
  const length = extracted.pages.reduce((sum, page) => sum + page.text.length, 0)
  if (length > maxTextLength) throw tooMuchText()
  if (length === 0) throw noText()
  return extracted
}
