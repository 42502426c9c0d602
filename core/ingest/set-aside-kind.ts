import type { SetAside } from '../contract/diagnostic.ts'
import {
  damagedFile,
  emptyFile,
  encryptedPdf,
  noText,
  readerFailed,
  scannedFile,
  tooLarge,
  tooMuchText,
  tookTooLong,
  unpacksTooLarge,
} from './failures.ts'

const kinds = new Map<string, SetAside>([
  [emptyFile().message, 'empty-file'],
  [noText().message, 'no-text'],
  [damagedFile().message, 'damaged-file'],
  [scannedFile().message, 'scanned-file'],
  [encryptedPdf().message, 'encrypted-pdf'],
  [tooMuchText().message, 'too-much-text'],
  [tooLarge().message, 'too-large'],
  [unpacksTooLarge().message, 'unpacks-too-large'],
  [tookTooLong().message, 'took-too-long'],
  [readerFailed().message, 'reader-failed'],
])

/** The kind of a reason for which a document was set aside: the diagnostic log holds no sentences. */
export function setAsideKind(reason: string | null): SetAside {
  if (reason?.includes('are not supported yet.')) return 'unsupported-format'
  return kinds.get(reason ?? '') ?? 'other'
}
