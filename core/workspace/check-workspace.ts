import { type CheckResult, checkLog } from '../audit/check-log.ts'
import { finding, type FindingKind } from '../audit/finding.ts'
import type { Connection } from '../database/connection.ts'
import { AccessProjection } from './people/access-projection.ts'
import { accessInTables } from './people/access-state.ts'
import { accessTables, baseTables } from './schema.ts'

export interface CheckOptions {
  /** The signed note kept outside the file; null where there is none. */
  anchorNote: string | null
  /** The installation's signing key, Ed25519, 32 bytes. */
  signingKey: Uint8Array
  onProgress?: (done: number, total: number) => void
  signal?: AbortSignal
}

/** What the check of a whole workspace found, and the access that its log adds up to. */
export interface WorkspaceCheck extends CheckResult {
  projection: AccessProjection
}

/**
 * Checks the log, and that members, roles, groups and document access are what the log says (A2): an old page of the
 * access tables, put back, decrypts as well as the new one.
 */
export async function checkWorkspace(
  connection: Connection,
  logId: string,
  options: CheckOptions,
): Promise<WorkspaceCheck> {
  const projection = new AccessProjection()
  const result = await checkLog(connection, {
    logId,
    anchorNote: options.anchorNote,
    publicKey: options.signingKey,
    onLeaf: (leaf) => projection.add(leaf),
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
    ...(options.signal ? { signal: options.signal } : {}),
  })
  const names = new Set(
    connection
      .prepare<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
      .all()
      .map((row) => row.name),
  )
  const lost = (kind: FindingKind) => result.findings.some((one) => one.kind === kind)
  if (baseTables.some((table) => !names.has(table))) result.findings.push(finding('table-missing'))
  else if (
    !lost('table-missing') &&
    !lost('unreadable') &&
    !(indexesFit(connection) && accessFits(connection, projection, result.found.size))
  )
    result.findings.push(finding('access-differs'))
  return { ...result, projection }
}

/** Also folds in what calls have written since the last slice of the log was read. */
function accessFits(connection: Connection, projection: AccessProjection, from: number): boolean {
  for (const { leaf } of connection
    .prepare<{ leaf: string }>('SELECT leaf FROM entry WHERE seq >= ? ORDER BY seq')
    .all(from))
    projection.add(leaf)
  return projection.equals(accessInTables(connection))
}

/** An old page of an index alone: the tables read in full are right, and a query that takes the index is not. */
function indexesFit(connection: Connection): boolean {
  return accessTables.every((table) => connection.pragma(`integrity_check('${table}')`) === 'ok')
}
