import { readFileSync, statSync } from 'node:fs'
import { z } from 'zod'
import { StaffId } from '../../ids.ts'
import { BulkheadError } from '../../errors.ts'
import { Base64 } from '../base64.ts'
import { contextBytes } from '../context.ts'
import { StretchParams } from '../stretch.ts'

const format = 'bulkhead key store'
const version = 1
const maxBytes = 4 * 1024 * 1024

const Slot = z.strictObject({ staff: StaffId, sealed: Base64.max(256) })

/**
 * The passphrase-only key store as it lies on disk, in JSON: how passphrases are stretched (one salt for all, so that
 * one stretch tries every slot), the store key sealed once per staff member, and the items sealed under it.
 */
export const KeyStoreFile = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  stretch: StretchParams,
  slots: z.array(Slot).min(1).max(1000),
  body: Base64,
})
export type KeyStoreFile = z.infer<typeof KeyStoreFile>
export type KeyStoreSlot = z.infer<typeof Slot>

/** An empty frame of the current version. */
export function newKeyStoreFile(stretch: StretchParams): KeyStoreFile {
  return { format, version, stretch, slots: [], body: '' }
}

/** What the sealed body is bound to: everything else in the file, so no slot is added, swapped or dropped unnoticed. */
export function bodyContext({ stretch, slots }: KeyStoreFile): Uint8Array {
  const { salt, N, r, p } = stretch
  const sealedSlots = slots.flatMap((slot) => [slot.staff, slot.sealed])
  return contextBytes([format, version, stretch.format, salt, N, r, p, ...sealedSlots])
}

/**
 * Reads a key store file, at most 4 MiB of it.
 * @throws BulkheadError `keychain-empty` if it is not there, `keychain-missing` if it cannot be read, `newer-version`, or
 * `tampered-wrap`.
 */
export function readKeyStoreFile(file: string): KeyStoreFile {
  const value = parseJson(readBounded(file))
  const head = z.looseObject({ format: z.literal(format), version: z.int() }).safeParse(value)
  if (head.success && head.data.version > version) {
    throw new BulkheadError(
      'newer-version',
      'The key store is from a newer version of Bulkhead; update Bulkhead.',
    )
  }
  const parsed = KeyStoreFile.safeParse(value)
  if (!parsed.success) throw changedKeyStore()
  return parsed.data
}

function readBounded(file: string): string {
  let text: string | null
  try {
    text = statSync(file).size > maxBytes ? null : readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new BulkheadError(
        'keychain-empty',
        'The key store file is missing; put back a copy, or recover each workspace with its recovery key. Without either, nobody can open them.',
      )
    throw new BulkheadError(
      'keychain-missing',
      'The key store file cannot be read; see to it that you may read it, and try again. Nothing was changed.',
    )
  }
  if (text === null) throw changedKeyStore()
  return text
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw changedKeyStore()
  }
}

/** Also thrown where the body does not authenticate. */
export function changedKeyStore(): BulkheadError {
  return new BulkheadError(
    'tampered-wrap',
    'The key store file was changed or damaged; put back a copy from a backup.',
  )
}
