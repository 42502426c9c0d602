import { BulkheadError } from '../errors.ts'
import { emptyRoot } from './merkle.ts'
import { type NoteSigner, openNote, signNote } from './signed-note.ts'

/** What was signed about a log at one moment. */
export interface Checkpoint {
  /** Id of the workspace or firm whose log it is: 32 lower-case hex digits. */
  logId: string
  /** Number of entries. */
  size: number
  /** Root of the tree over them, 32 bytes. */
  root: Uint8Array
  /** When it was signed, by this computer's clock. */
  timeMs: number
}

const originPrefix = 'bulkhead.invalid/log/'

/**
 * A checkpoint as a C2SP tlog-checkpoint (c2sp.org/tlog-checkpoint): origin, size, root in base64 and one extension
 * line, `time <ms>`, signed as a note. The key's name is the origin, as the specification advises: the same key signs
 * every log of a firm, and so has another name and id in each.
 *
 * @throws BulkheadError `bad-input` if the checkpoint is none, `internal` if the signer's signature does not verify
 */
export function signCheckpoint(checkpoint: Checkpoint, signer: NoteSigner): string {
  if (!isCheckpoint(checkpoint)) throw new BulkheadError('bad-input', 'This is not the state of a log.')
  return signNote(render(checkpoint), originPrefix + checkpoint.logId, signer)
}

/**
 * The checkpoint in a note that was signed with this key. What was parsed is rendered again and compared, so that one
 * checkpoint has one spelling. The caller compares `logId`: a checkpoint of another log of the firm is valid too.
 *
 * @throws BulkheadError `log-damaged` for anything else, also a note with further signatures (see `openNote`)
 */
export function openCheckpoint(note: string, publicKey: Uint8Array): Checkpoint {
  const origin = note.slice(0, note.indexOf('\n'))
  const text = openNote(note, origin, publicKey)
  const [, size = '', root = '', time = ''] = text.split('\n')
  const checkpoint: Checkpoint = {
    logId: origin.slice(originPrefix.length),
    size: Number(size),
    root: Buffer.from(root, 'base64'),
    timeMs: Number(time.slice('time '.length)),
  }
  if (!isCheckpoint(checkpoint) || render(checkpoint) !== text)
    throw new BulkheadError(
      'log-damaged',
      'A checkpoint of the log is not in the form in which it was written.',
    )
  return checkpoint
}

function render({ logId, size, root, timeMs }: Checkpoint): string {
  return `${originPrefix}${logId}\n${size}\n${Buffer.from(root).toString('base64')}\ntime ${timeMs}\n`
}

function isCheckpoint({ logId, size, root, timeMs }: Checkpoint): boolean {
  return (
    /^[0-9a-f]{32}$/.test(logId) &&
    [size, timeMs].every((count) => Number.isSafeInteger(count) && count >= 0) &&
    root.length === emptyRoot.length &&
    (size > 0 || Buffer.compare(root, emptyRoot) === 0)
  )
}
