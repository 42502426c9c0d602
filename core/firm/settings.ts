import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Settings } from '../contract/firm.ts'
import { storageError } from '../database/storage-error.ts'
import { writeAtomically } from '../keys/store/write-atomically.ts'
import type { Home } from './home.ts'

const SettingsFile = z.strictObject({ format: z.literal('bulkhead settings 1'), ...Settings.shape })

const defaults: Settings = { theme: 'system', lockMinutes: 10 }

/**
 * The settings of an installation, in the plain beside the firm: nothing in them is private, and the way in must look
 * right before anybody has signed in. A file that is not there or not whole counts as the defaults.
 */
export function readSettings(home: Home): Settings {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(fileOf(home), 'utf8'))
  } catch {
    return defaults
  }
  const parsed = SettingsFile.safeParse(content)
  if (!parsed.success) return defaults
  const { format: _format, ...settings } = parsed.data
  return settings
}

/** @throws BulkheadError `not-writable`, `disk-full` */
export function writeSettings(home: Home, settings: Settings): void {
  const content = { format: 'bulkhead settings 1', ...settings } satisfies z.input<typeof SettingsFile>
  try {
    writeAtomically(fileOf(home), Buffer.from(`${JSON.stringify(content, null, 2)}\n`, 'utf8'))
  } catch (error) {
    throw storageError(error)
  }
}

function fileOf(home: Home): string {
  return join(home.folder, 'settings.json')
}
