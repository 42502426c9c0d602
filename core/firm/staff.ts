import type { Connection } from '../database/connection.ts'
import { BulkheadError } from '../errors.ts'
import { StaffId } from '../ids.ts'
import { parseStretchParams, type StretchParams } from '../keys/stretch.ts'
import { StaffRole } from '../roles.ts'

export interface Staff {
  id: StaffId
  name: string
  role: StaffRole
  /** X25519, 32 bytes. */
  publicKey: Uint8Array
  isSuspended: boolean
}

export interface StaffAccount extends Staff {
  sealedKey: Uint8Array
  /** Null: the account opens with this computer's login alone. */
  stretch: StretchParams | null
  /** Sealed under a new passphrase that may or may not have reached the key store (see `change-passphrase.ts`). */
  nextSealedKey: Uint8Array | null
}

interface StaffRow {
  id: string
  name: string
  role: string
  public_key: Uint8Array
  sealed_key: Uint8Array
  stretch: string | null
  next_sealed_key: Uint8Array | null
  suspended_ms: number | null
}

export function listStaff(connection: Connection): StaffAccount[] {
  return connection
    .prepare<StaffRow>(
      `SELECT id, name, role, public_key, sealed_key, stretch, next_sealed_key, suspended_ms
       FROM staff ORDER BY created_ms, id`,
    )
    .all()
    .map((row) => ({
      id: StaffId.parse(row.id),
      name: row.name,
      role: StaffRole.parse(row.role),
      publicKey: row.public_key,
      isSuspended: row.suspended_ms !== null,
      nextSealedKey: row.next_sealed_key,
      sealedKey: row.sealed_key,
      stretch: row.stretch === null ? null : parseStretchParams(JSON.parse(row.stretch)),
    }))
}

/**
 * By name, by what the key store says, or the only one there is.
 *
 * @param holder whose passphrase opened the key store, where it can tell; whoever is named may be another
 * @throws BulkheadError `not-found`, `bad-input` where there is a choice
 */
export function findStaff(connection: Connection, name: string | null, holder: StaffId | null): StaffAccount {
  const all = listStaff(connection)
  if (name === null) {
    const candidates = holder === null ? all : all.filter((staff) => staff.id === holder)
    const [only, ...others] = candidates
    if (only && others.length === 0) return only
    // A slot whose account was removed.
    if (!only) throw new BulkheadError('wrong-passphrase', 'That passphrase is not right.')
    throw new BulkheadError('bad-input', 'Several people have an account here. Say who you are.')
  }
  const found = all.find((staff) => staff.name === name)
  if (!found) throw new BulkheadError('not-found', 'Nobody of that name has an account here.')
  return found
}

export function insertStaff(
  connection: Connection,
  staff: Omit<StaffAccount, 'isSuspended' | 'nextSealedKey'>,
  nowMs: number,
): void {
  connection
    .prepare(
      `INSERT INTO staff (id, name, role, public_key, sealed_key, stretch, created_ms) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      staff.id,
      staff.name,
      staff.role,
      staff.publicKey,
      staff.sealedKey,
      staff.stretch === null ? null : JSON.stringify(staff.stretch),
      nowMs,
    )
}
