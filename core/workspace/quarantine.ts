import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Finding, FindingKind } from '../audit/finding.ts'
import { Log, type Position } from '../audit/log.ts'
import { rebuildLog } from '../audit/rebuild-log.ts'
import type { Connection } from '../database/connection.ts'
import { BulkheadError } from '../errors.ts'
import type { StaffId, WorkspaceId } from '../ids.ts'
import type { AccessProjection } from './people/access-projection.ts'
import { accessInTables } from './people/access-state.ts'
import { PeopleReader } from './people/people.ts'
import { PeopleWriter } from './people/people-writer.ts'
import { restoreAccess } from './people/restore-access.ts'
import { accessTables, baseTables } from './schema.ts'
import { Scope } from './scope.ts'

/** With one of these the entries themselves are in doubt, and what they say of access is no better than the tables. */
const doubtful: ReadonlySet<FindingKind> = new Set([
  'entry-changed',
  'entry-missing',
  'entry-added',
  'behind-anchor',
  'differs-from-anchor',
  'table-missing',
  'unreadable',
])

/** How many entries are done, and of how many. */
type Progress = (done: number, total: number) => void

export interface Inspection {
  workspace: WorkspaceId
  member: StaffId
  findings: Finding[]
  projection: AccessProjection
  found: Position
  anchored: Position | null
}

/**
 * An open workspace file whose log did not check. It hands out no reader and no writer: all that can be done is to
 * look at the findings and, as an owner, to go on with a record of them.
 */
export class Quarantine {
  readonly #connection: Connection
  readonly #inspection: Inspection

  constructor(connection: Connection, inspection: Inspection) {
    this.#connection = connection
    this.#inspection = inspection
  }

  get findings(): readonly Finding[] {
    return this.#inspection.findings
  }

  /**
   * Keeps what is there, puts access back to what the log says where the log itself is whole, and appends
   * `log.continued` with the findings, both states of the tree and the access that holds from now on.
   *
   * @throws BulkheadError `refused` for anyone who is not an owner, `damaged` where tables other than the log's are
   * gone
   */
  async goOn(reason: string, onProgress: Progress = () => undefined): Promise<Scope> {
    this.#refuseWithoutTables()
    if (!this.#isOwner())
      throw new BulkheadError('refused', 'Only an owner of this workspace can go on from a damaged log.')
    const { workspace, member } = this.#inspection
    await this.#connection.longTransaction(async () => await this.#continue(reason, onProgress))
    return Scope.over(this.#connection, new Log(this.#connection, workspace), member)
  }

  /** The same for a person who brought the recovery key: they become an owner, and everyone's groups stay as they are. */
  async recover(
    person: { name: string; publicKey: Uint8Array },
    onProgress: Progress = () => undefined,
  ): Promise<Scope> {
    const { workspace, member: id } = this.#inspection
    this.#refuseWithoutTables()
    await this.#connection.longTransaction(async () => {
      const log = await this.#continue('opened with the recovery key', onProgress)
      const people = new PeopleWriter(() => this.#connection, log, { id, role: 'owner' })
      people.addRecoveredOwner({ id, ...person })
      for (const group of new PeopleReader(this.#connection).groups()) people.join(group.id, id)
    })
    return Scope.over(this.#connection, new Log(this.#connection, workspace), id)
  }

  /** An owner by the log; where its entries are in doubt also by the tables, and by them alone where it is all gone. */
  #isOwner(): boolean {
    const { member, projection } = this.#inspection
    const byTables = new PeopleReader(this.#connection).member(member)?.role === 'owner'
    const byLog = projection.snapshot().members.some((one) => one.member === member && one.role === 'owner')
    const logIsGone = projection.snapshot().members.length === 0
    return this.#entriesInDoubt ? byTables && (byLog || logIsGone) : byLog
  }

  get #entriesInDoubt(): boolean {
    return this.#inspection.findings.some((finding) => doubtful.has(finding.kind))
  }

  /** What a missing table held cannot be made again from the log. */
  #refuseWithoutTables(): void {
    const there = this.#connection
      .prepare<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
      .all()
      .map((row) => row.name)
    if (baseTables.some((table) => !there.includes(table)))
      throw new BulkheadError(
        'damaged',
        'A part of this workspace was removed from its file, so it cannot go on. Restore a backup of the file.',
      )
  }

  async #continue(reason: string, onProgress: Progress): Promise<Log> {
    const { workspace, member, findings, projection, found, anchored } = this.#inspection
    for (const table of accessTables) this.#connection.execute(`REINDEX ${table}`)
    // What is written goes to the journal as it comes, and not all of it at the end.
    this.#connection.cachePages('few')
    if (findings.some((finding) => finding.kind !== 'access-differs'))
      for (const { done, total } of rebuildLog(this.#connection, workspace, anchored?.size ?? 0)) {
        onProgress(done, total)
        await nextTurn()
      }
    this.#connection.cachePages('many')
    if (findings.some((finding) => finding.kind === 'access-differs') && !this.#entriesInDoubt)
      restoreAccess(this.#connection, projection.snapshot())
    const log = new Log(this.#connection, workspace)
    log.append({
      type: 'log.continued',
      actor: { id: member, role: 'owner' },
      outcome: 'done',
      about: {
        findings: findings.map((finding) => finding.kind),
        anchored: anchored && position(anchored),
        found: position(found),
        access: accessInTables(this.#connection),
      },
      sealed: { reason },
    })
    return log
  }
}

function position({ size, root }: Position): { size: number; root: string } {
  return { size, root: Buffer.from(root).toString('hex') }
}
