import { readdirSync, statfsSync, statSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { reserveFile } from '../../database/reserve.ts'
import { Settings } from '../../contract/firm.ts'
import type { Firm } from '../../firm/firm.ts'
import type { Home } from '../../firm/home.ts'
import { readSettings } from '../../firm/settings.ts'
import { WorkspaceId } from '../../ids.ts'
import { thisProgram } from '../diagnostics/program.ts'

const Count = z.int().min(0)

/** What a support file says of the installation: there is no field that a name, a path or a word would fit into (K1). */
export const About = z.strictObject({
  format: z.literal('bulkhead support 1'),
  madeMs: Count,
  version: z.string().regex(/^[0-9a-z.-]{1,40}$/),
  node: z.string().regex(/^[0-9a-z.-]{1,40}$/),
  electron: z
    .string()
    .regex(/^[0-9a-z.-]{1,40}$/)
    .nullable(),
  platform: z.string().regex(/^[a-z0-9]{1,20}$/),
  arch: z.string().regex(/^[a-z0-9]{1,20}$/),
  cores: Count,
  memoryMiB: Count,
  /** In the file system of the home; null where it does not say. */
  freeMiB: Count.nullable(),
  /** Whether the file that says which firm this is can be read; what it is worth otherwise. */
  home: z.enum(['whole', 'none', 'not-readable']),
  keyStore: z.enum(['keychain', 'passphrase']).nullable(),
  login: z.enum(['passphrase', 'computer']).nullable(),
  settings: Settings,
  /** Known only where somebody is signed in. */
  firm: z.strictObject({ staff: Count, logSize: Count }).nullable(),
  workspaces: z.array(
    z.strictObject({
      id: WorkspaceId,
      bytes: Count,
      /** Of SQLite's write-ahead log. */
      journalBytes: Count,
      hasRecoveryFile: z.boolean(),
      hasReserve: z.boolean(),
    }),
  ),
})
export type About = z.infer<typeof About>

export function aboutInstallation(home: Home, firm: Firm | null, nowMs: number): About {
  return About.parse({
    format: 'bulkhead support 1',
    madeMs: nowMs,
    ...thisProgram(),
    cores: availableParallelism(),
    memoryMiB: Math.floor(totalmem() / 1_048_576),
    freeMiB: freeMiB(home),
    ...homeState(home),
    settings: readSettings(home),
    firm: firm && { staff: firm.listStaff().length, logSize: firm.parts.log.log.size },
    workspaces: workspaceIds(home).map((id) => {
      const file = home.workspaceFile(id)
      return {
        id,
        bytes: bytesOf(file) ?? 0,
        journalBytes: bytesOf(`${file}-wal`) ?? 0,
        hasRecoveryFile: bytesOf(home.recoveryFile(id)) !== null,
        hasReserve: bytesOf(reserveFile(file)) !== null,
      }
    }),
  } satisfies z.input<typeof About>)
}

function homeState(home: Home): Pick<About, 'home' | 'keyStore' | 'login'> {
  const unknown = { keyStore: null, login: null }
  try {
    if (!home.exists) return { home: 'none', ...unknown }
    const { keyStore, login } = home.read()
    return { home: 'whole', keyStore, login }
  } catch {
    return { home: 'not-readable', ...unknown }
  }
}

/** By the names of the files, which are random ids; a file of any other name is passed over. */
function workspaceIds(home: Home): WorkspaceId[] {
  try {
    return readdirSync(join(home.folder, 'workspaces')).flatMap((name) => {
      const id = WorkspaceId.safeParse(/^(.*)\.bulkhead$/.exec(name)?.[1])
      return id.success ? [id.data] : []
    })
  } catch {
    return []
  }
}

function bytesOf(file: string): number | null {
  try {
    return statSync(file).size
  } catch {
    return null
  }
}

function freeMiB(home: Home): number | null {
  try {
    const { bavail, bsize } = statfsSync(home.folder)
    return Math.floor((bavail * bsize) / 1_048_576)
  } catch {
    return null
  }
}
