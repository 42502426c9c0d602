import { BulkheadError } from '../errors.ts'

/**
 * The reasons why a file gives no text (R4), as the person reads them. None of them holds a word of the file, its
 * name, or what a parser said about it.
 */
const unreadable = (sentence: string) => () => new BulkheadError('unreadable-document', sentence)

export const emptyFile = unreadable('The file is empty.')
export const noText = unreadable('The file holds no text.')
export const damagedFile = unreadable(
  'The file is damaged or is not what its name says, so its text could not be read.',
)
export const scannedFile = unreadable(
  'This PDF holds pictures of pages and no text; reading scans is not supported yet.',
)
export const encryptedPdf = unreadable(
  'The PDF is protected by a password. Save a copy without it and import that.',
)
export const tooMuchText = unreadable(
  'The file holds more text than can be read. Split it into smaller files.',
)
export const tooLarge = unreadable('The file is larger than 100 MB. Split it into smaller files.')
export const unpacksTooLarge = unreadable(
  'The file unpacks to far more than a document holds, so it was set aside.',
)
export const tookTooLong = unreadable('Reading this file took too long, so it was set aside.')
export const readerFailed = unreadable(
  'Reading this file failed or needed too much memory, so it was set aside.',
)

export function unsupportedFormat(kind: string): BulkheadError {
  return new BulkheadError(
    'unsupported-format',
    `${kind} are not supported yet. Save it as PDF, DOCX, HTML, Markdown or plain text and import that.`,
  )
}
