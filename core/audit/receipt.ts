import { BulkheadError } from '../errors.ts'
import { type Checkpoint, openCheckpoint } from './checkpoint.ts'
import { keyFingerprint } from './key-fingerprint.ts'
import type { Log } from './log.ts'

/** A signed note among other text: the words around it in a receipt, or what a scanner or a mail program has added. */
const noteForm =
  /^(bulkhead\.invalid\/log\/[0-9a-f]{32}\n\d+\n[A-Za-z0-9+/=]+\ntime \d+\n\n— \S+ [A-Za-z0-9+/=]+)$/mu

/**
 * A receipt of a log, format 1: what a checkpoint says in words, and under them the signed note itself. It holds no name
 * and no word of a client. Whoever keeps it elsewhere can later have it checked whether the log still contains that state,
 * also where file, firm.db and key store were put back together.
 */
export function receiptText(
  note: string,
  { logId, size, root, timeMs }: Checkpoint,
  publicKey: Uint8Array,
): string {
  return `Bulkhead: receipt of a log

Log      ${logId}
Entries  ${size}
Root     ${Buffer.from(root).toString('hex')}
Signed   ${new Date(timeMs).toISOString()}
Key      ${keyFingerprint(publicKey)}

Keep this somewhere else than on the computer that the log is on. “bulkhead audit check --receipt FILE” says
whether the log still contains this state. The lines below are the signed state itself; do not change them.

${note}`
}

/** The signed note in the text of a receipt, or in what is left of it. @throws BulkheadError `bad-input` */
export function noteInReceipt(text: string): string {
  const lines = text.split(/\r\n|\r|\n/u).map((line) => line.trim())
  const [, note] = noteForm.exec(lines.join('\n')) ?? []
  if (note === undefined)
    throw new BulkheadError('bad-input', 'This is not a receipt of a log, or a part of it is missing.')
  return `${note}\n`
}

/** What a receipt tells about a log. */
export type ReceiptVerdict =
  /** The log contains the state and has gone on from it. */
  | { verdict: 'intact'; checkpoint: Checkpoint }
  /** It was signed here for this log, which does not contain that state any more. */
  | { verdict: 'gone'; checkpoint: Checkpoint }
  /** It was signed here, for another log. */
  | { verdict: 'other-log' }
  /** It was changed, or signed by another key. */
  | { verdict: 'not-signed-here' }

/** Holds a receipt's note against a log whose entries were found to fit its tree. */
export function judgeReceipt(log: Log, note: string, publicKey: Uint8Array): ReceiptVerdict {
  const checkpoint = opened(note, publicKey)
  if (!checkpoint) return { verdict: 'not-signed-here' }
  if (checkpoint.logId !== log.id) return { verdict: 'other-log' }
  const contained =
    checkpoint.size <= log.size && Buffer.compare(log.root(checkpoint.size), checkpoint.root) === 0
  return { verdict: contained ? 'intact' : 'gone', checkpoint }
}

function opened(note: string, publicKey: Uint8Array): Checkpoint | null {
  try {
    return openCheckpoint(note, publicKey)
  } catch (error) {
    if (error instanceof BulkheadError) return null
    throw error
  }
}
