import { Log, type Position } from '../audit/log.ts'
import { openDatabase } from '../database/connection.ts'
import { migrate } from '../database/migrate.ts'
import type { StaffId, WorkspaceId } from '../ids.ts'
import { workspaceMigrations } from './schema.ts'
import { PeopleWriter } from './people/people-writer.ts'

export interface NewWorkspace {
  file: string
  key: Uint8Array
  id: WorkspaceId
  name: string
  /** Index into the eight workspace colours. */
  colour: number
  owner: { id: StaffId; name: string; publicKey: Uint8Array }
}

/** The group that every new workspace has, and every member is put into. */
export const everyoneName = 'everyone'

/**
 * Makes a workspace file with its first owner and the group "everyone", all in one transaction, and closes it. Returns
 * the state of its log, to be signed before anyone relies on the file.
 *
 * @throws BulkheadError `already-exists`, `not-writable`, `disk-full`
 */
export function createWorkspace(workspace: NewWorkspace): Position {
  const connection = openDatabase({ file: workspace.file, key: workspace.key, mode: 'create' })
  try {
    migrate(connection, workspaceMigrations)
    const log = new Log(connection, workspace.id)
    const actor = { id: workspace.owner.id, role: 'owner' as const }
    const people = new PeopleWriter(() => connection, log, actor)
    connection.transaction(() => {
      connection
        .prepare('INSERT INTO workspace (id, name, colour, key_version, created_ms) VALUES (?, ?, ?, 1, ?)')
        .run(workspace.id, workspace.name, workspace.colour, Date.now())
      log.append({
        type: 'workspace.created',
        actor,
        outcome: 'done',
        about: {},
        sealed: { name: workspace.name },
      })
      people.addMember({ ...workspace.owner, role: 'owner' })
      people.join(people.addGroup(everyoneName, true), workspace.owner.id)
    })
    return log.position
  } finally {
    connection.close()
  }
}
