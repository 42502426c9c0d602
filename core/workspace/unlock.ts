import { Log, type Position } from '../audit/log.ts'
import { type Connection, openDatabase } from '../database/connection.ts'
import { migrate } from '../database/migrate.ts'
import { BulkheadError } from '../errors.ts'
import type { StaffId, WorkspaceId } from '../ids.ts'
import { type CheckOptions, checkWorkspace, type WorkspaceCheck } from './check-workspace.ts'
import { PeopleReader } from './people/people.ts'
import { Quarantine } from './quarantine.ts'
import { workspaceMigrations } from './schema.ts'
import { Scope } from './scope.ts'

export interface Unlock extends CheckOptions {
  file: string
  key: Uint8Array
  workspace: WorkspaceId
  /** Whose key pair opened the wrap: proven, not claimed. */
  member: { id: StaffId; publicKey: Uint8Array }
  /** Set when the key came out of the recovery wrap: the person becomes an owner, by that name. */
  recoveredBy: string | null
}

/** What unlocking comes to: a scope, or findings that keep the workspace shut until an owner has dealt with them. */
export type Unlocked =
  | {
      kind: 'open'
      scope: Scope
      /** What its log was found to add up to. */
      checked: Position
      close: () => void
    }
  | { kind: 'found'; quarantine: Quarantine; close: () => void }

/**
 * Opens a workspace file for a verified member and checks its log. Fails closed: with any finding there is no scope.
 *
 * @throws BulkheadError `wrong-key`, `damaged`, `swapped`, `newer-version`, `not-member`, `home-open`, …
 */
export async function unlock(request: Unlock): Promise<Unlocked> {
  const connection = openDatabase({ file: request.file, key: request.key, mode: 'open' })
  try {
    migrate(connection, workspaceMigrations)
    verifyIdentity(connection, request.workspace)
    const { workspace, member, recoveredBy } = request
    connection.cachePages('few')
    const check = await checkWorkspace(connection, workspace, request)
    connection.cachePages('many')
    const close = () => connection.close()
    if (recoveredBy === null && !check.findings.some((one) => one.kind === 'table-missing'))
      verifyMember(connection, member, check)
    if (check.findings.length > 0 || recoveredBy !== null)
      return {
        kind: 'found',
        quarantine: new Quarantine(connection, { ...check, workspace, member: member.id }),
        close,
      }
    const scope = Scope.over(connection, new Log(connection, workspace), member.id)
    return { kind: 'open', scope, checked: check.found, close }
  } catch (error) {
    connection.close()
    throw error
  }
}

function verifyIdentity(connection: Connection, expected: WorkspaceId): void {
  const there = connection.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'workspace'`)
  // That it is gone is what the check finds.
  if (!there.get()) return
  const row = connection.prepare<{ id: string }>('SELECT id FROM workspace').get()
  if (row?.id !== expected)
    throw new BulkheadError(
      'swapped',
      'This file belongs to another workspace. Nothing was changed. Put the right file back.',
    )
}

/**
 * The member is who the file says: the key that opened the wrap must be the one pinned here (S2). Where tables and log
 * differ, the one in the log does too, or an owner could be shut out by striking them from the table; nothing is opened
 * then anyway.
 */
function verifyMember(
  connection: Connection,
  member: { id: StaffId; publicKey: Uint8Array },
  { findings, projection }: WorkspaceCheck,
): void {
  const byTables = new PeopleReader(connection).member(member.id)?.publicKey
  const byLog = projection.snapshot().members.find((one) => one.member === member.id)?.publicKey
  const pinned = [
    byTables && Buffer.from(byTables).toString('hex'),
    findings.some((one) => one.kind === 'access-differs') ? byLog : undefined,
  ]
  if (!pinned.includes(Buffer.from(member.publicKey).toString('hex')))
    throw new BulkheadError('not-member', 'You are not a member of this workspace.')
}
