import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { z } from 'zod'
import type { Removed } from '../../audit/removed.ts'
import { storageError } from '../../database/storage-error.ts'
import type { WorkspaceId } from '../../ids.ts'
import { type KeyItem, nextShareItem, workspaceItem } from '../../keys/store/key-store.ts'
import type { Firm } from '../firm.ts'
import { grantFile } from '../grants/grant-file.ts'
import { loggedGrants } from '../grants/grant-log.ts'

const fileKinds = [
  'recoveryFiles',
  'files',
  'sideFiles',
  'putAside',
  'ofEarlierFirms',
  'releases',
] as const satisfies readonly (keyof Removed)[]

/** A file of a workspace, by its path inside the home. */
const FoundFile = z.strictObject({ kind: z.enum(fileKinds), path: z.string() })
export type FoundFile = z.infer<typeof FoundFile>

/** What is kept here of a workspace outside of the log. */
export const Found = z.strictObject({
  /** In firm.db. */
  wraps: z.int(),
  /** Names of items in the key store. */
  shares: z.array(z.string()),
  files: z.array(FoundFile),
})
export type Found = z.infer<typeof Found>

export const nothingFound: Found = { wraps: 0, shares: [], files: [] }

/** Looks for all that is kept here of a workspace: in the register, the key store and the home folder. */
export function findAll(firm: Firm, workspace: WorkspaceId): Found {
  return {
    wraps: countWraps(firm, workspace),
    shares: sharesOf(firm, workspace),
    files: [...filesOf(firm, workspace), ...releasesOf(firm, workspace)],
  }
}

/** How many keys are sealed to members, those of a change of key that is under way too. */
export function countWraps(firm: Firm, workspace: WorkspaceId): number {
  const row = firm.parts.connection
    .prepare<{ count: number }>(
      `SELECT (SELECT count(*) FROM wrap WHERE workspace_id = ?)
            + (SELECT count(*) FROM rekey_wrap WHERE workspace_id = ?) AS count`,
    )
    .get(workspace, workspace)
  return row?.count ?? 0
}

/** Whether a file holds the key, for whoever has the recovery sheet. */
export function holdsKey({ kind }: FoundFile): boolean {
  return kind === 'recoveryFiles'
}

/** What was found at one time or another, each once; the wraps are those that are still there. */
export function bothFound(before: Found, now: Found): Found {
  const paths = new Set(before.files.map(({ path }) => path))
  return {
    wraps: before.wraps,
    shares: [...new Set([...before.shares, ...now.shares])],
    files: [...before.files, ...now.files.filter(({ path }) => !paths.has(path))],
  }
}

/** How many there are of each kind. */
export function countFound({ wraps, shares, files }: Found): Removed {
  const count = (kind: FoundFile['kind']) => files.filter((file) => file.kind === kind).length
  return {
    wraps,
    shares: shares.length,
    recoveryFiles: count('recoveryFiles'),
    files: count('files'),
    sideFiles: count('sideFiles'),
    putAside: count('putAside'),
    ofEarlierFirms: count('ofEarlierFirms'),
    releases: count('releases'),
  }
}

function sharesOf(firm: Firm, workspace: WorkspaceId): KeyItem[] {
  return [workspaceItem(workspace), nextShareItem(workspace)].filter((item) => {
    const bytes = firm.parts.store.get(item)
    bytes?.fill(0)
    return bytes !== null
  })
}

/** Everything that is called by its id, whatever comes after: nothing else in the home is. */
function filesOf({ parts: { home } }: Firm, workspace: WorkspaceId): FoundFile[] {
  const own = namesIn(home.folder, 'workspaces', workspace).map((path): FoundFile => ({
    kind: kindOf(path, workspace),
    path,
  }))
  const earlier = namesIn(home.folder, 'earlier', '')
    .flatMap((firm) => namesIn(home.folder, join(firm, 'workspaces'), workspace))
    .map((path): FoundFile => ({ kind: 'ofEarlierFirms', path }))
  return [...own, ...earlier]
}

function kindOf(path: string, workspace: WorkspaceId): FoundFile['kind'] {
  const ending = path.slice(path.indexOf(workspace) + workspace.length)
  if (/^\.recovery(-next)?\.json/.test(ending)) return 'recoveryFiles'
  if (ending === '.bulkhead') return 'files'
  return /^\.bulkhead(-wal)?\.(before|left)-/.test(ending) ? 'putAside' : 'sideFiles'
}

function releasesOf(firm: Firm, workspace: WorkspaceId): FoundFile[] {
  const { home } = firm.parts
  return loggedGrants(firm)
    .filter((one) => one.workspace === workspace)
    .flatMap(({ grant }) => (['redacted', 'full'] as const).map((level) => grantFile(home, grant, level)))
    .filter((file) => existsSync(file))
    .map((file) => ({ kind: 'releases', path: relative(home.folder, file) }))
}

/** Paths inside the home. @throws BulkheadError `not-writable` where a folder cannot be read: it is not an empty one */
function namesIn(home: string, folder: string, beginning: string): string[] {
  if (!existsSync(join(home, folder))) return []
  try {
    return readdirSync(join(home, folder))
      .filter((name) => name.startsWith(beginning))
      .sort()
      .map((name) => join(folder, name))
  } catch (error) {
    throw storageError(error)
  }
}
