import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { BulkheadError } from '../errors.ts'
import { canonicalJson } from './canonical-json.ts'

const format = 'bulkhead/commitment/v1'
const saltBytes = 32

/** A value and the one place in one log where it stands. */
interface Placed {
  /** Id of the workspace or firm whose log it is: 32 lower-case hex digits. */
  log: string
  /** Number of the entry, from 0. */
  sequence: number
  /** Name of the value in the entry. */
  field: string
  /** Any value that has canonical JSON. */
  value: unknown
}

/**
 * Commits to a value with a fresh random salt. The commitment stands in the log; value and salt, the opening, are kept
 * apart. Without the salt nobody can tell which of two values it is (A3), and an opening fits one field of one entry
 * of one log only. The commitment is SHA-256, in lower-case hex, of the canonical JSON (RFC 8785) of
 * `["bulkhead/commitment/v1", log, sequence, field, salt in hex, value]`.
 *
 * @throws BulkheadError `bad-input` if the value has no canonical JSON or the place is none
 */
export function commit(placed: Placed): { commitment: string; salt: Uint8Array } {
  const salt = randomBytes(saltBytes)
  return { commitment: digest(placed, salt).toString('hex'), salt }
}

/** Whether this opening is the one behind the commitment. Anything malformed is not. */
export function opens(opening: Placed & { salt: Uint8Array; commitment: string }): boolean {
  if (!/^[0-9a-f]{64}$/.test(opening.commitment) || opening.salt.length !== saltBytes) return false
  try {
    return timingSafeEqual(digest(opening, opening.salt), Buffer.from(opening.commitment, 'hex'))
  } catch (error) {
    if (error instanceof BulkheadError) return false
    throw error
  }
}

function digest({ log, sequence, field, value }: Placed, salt: Uint8Array): Buffer {
  if (!/^[0-9a-f]{32}$/.test(log) || !Number.isSafeInteger(sequence) || sequence < 0 || field === '')
    throw new BulkheadError(
      'bad-input',
      'A value can only be recorded in a named field of a numbered entry of a log.',
    )
  const saltHex = Buffer.from(salt).toString('hex')
  return hash('sha256', canonicalJson([format, log, sequence, field, saltHex, value]), 'buffer')
}
