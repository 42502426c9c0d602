import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { signCheckpoint } from '../../core/audit/checkpoint.ts'
import { Log } from '../../core/audit/log.ts'
import { openDatabase } from '../../core/database/connection.ts'
import { migrate } from '../../core/database/migrate.ts'
import { AnswerId, newId, WorkspaceId } from '../../core/ids.ts'
import { randomSecret } from '../../core/keys/secret-bytes.ts'
import { newSigningSeed, signerFrom } from '../../core/keys/signing.ts'
import { DocumentWriter } from '../../core/workspace/documents/document-writer.ts'
import { PeopleWriter } from '../../core/workspace/people/people-writer.ts'
import { createReadableViews } from '../../core/workspace/people/readable.ts'
import { workspaceMigrations } from '../../core/workspace/schema.ts'
import { unlock } from '../../core/workspace/unlock.ts'
import { builtMember, temporaryFolder, testModel, testVector } from '../builders.ts'
import { asking } from '../threads/asking.ts'

const owner = builtMember('Olive Owner', 'owner')
const signer = signerFrom(newSigningSeed())
const key = randomSecret(32)
const id = newId(WorkspaceId)
const text = 'The rent is 900 pounds.'

let folder: ReturnType<typeof temporaryFolder>
let file: string
let anchorNote: string
beforeEach(() => {
  folder = temporaryFolder()
  file = join(folder.path, `${id}.bulkhead`)
  makeVersion1()
})
afterEach(() => folder.remove())

/** A file as the first step of the schema makes it, with a document and an answer that never ended. */
function makeVersion1(): void {
  const connection = openDatabase({ file, key, mode: 'create' })
  migrate(connection, workspaceMigrations.slice(0, 1))
  createReadableViews(connection, owner.id)
  const log = new Log(connection, id)
  const actor = { id: owner.id, role: 'owner' as const }
  const people = new PeopleWriter(() => connection, log, actor)
  const documents = new DocumentWriter(() => connection, log, actor)
  connection.transaction(() => {
    connection.prepare(`INSERT INTO workspace VALUES (?, 'Old client', 0, 1, 0)`).run(id)
    log.append({
      type: 'workspace.created',
      actor,
      outcome: 'done',
      about: {},
      sealed: { name: 'Old client' },
    })
    people.addMember(owner)
    const everyone = people.addGroup('everyone', true)
    people.join(everyone, owner.id)
    const document = documents.add({
      title: 'lease.txt',
      original: new TextEncoder().encode(text),
      sha256: new Uint8Array(32),
      groups: [everyone],
    })
    documents.complete(document, {
      format: 'text',
      model: testModel,
      pages: [{ number: null, text }],
      passages: [
        { pageOrdinal: 0, start: 0, end: text.length, heading: null, text, vector: testVector(text) },
      ],
    })
    connection.prepare('INSERT INTO answer VALUES (?, ?, 0, 0)').run(newId(AnswerId), owner.id)
  })
  expect(connection.pragma('user_version')).toBe(1)
  const { size, root } = log.position
  anchorNote = signCheckpoint({ logId: id, size, root, timeMs: Date.now() }, signer)
  connection.close()
}

async function opened() {
  const unlocked = await unlock({
    file,
    key,
    workspace: id,
    member: owner,
    anchorNote,
    signingKey: signer.publicKey,
    recoveredBy: null,
  })
  if (unlocked.kind === 'open') return unlocked
  unlocked.close()
  throw new Error(unlocked.quarantine.findings.map((one) => one.kind).join())
}

function tables(): string[] {
  const connection = openDatabase({ file, key, mode: 'open' })
  try {
    expect(connection.pragma('user_version')).toBe(workspaceMigrations.length)
    return connection
      .prepare<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
      .all()
      .map(({ name }) => name)
  } finally {
    connection.close()
  }
}

describe('K6: a file of version 1', () => {
  test('opens as what it is, gains the tables of version 2, and keeps all it had', async () => {
    const { scope, close } = await opened()
    expect(scope.about.name).toBe('Old client')
    expect(scope.reader.documents.list()).toMatchObject([{ title: 'lease.txt', groups: ['everyone'] }])
    expect(scope.reader.threads.list()).toEqual([])
    expect(scope.reader.waitingFiles.list()).toEqual([])
    scope.closeInterruptedAnswers()
    expect(scope.reader.log.latest(1)).toMatchObject([{ type: 'answer.ended', outcome: 'interrupted' }])
    close()
    expect(tables()).toEqual(
      expect.arrayContaining(['thread', 'turn', 'turn_citation', 'turn_source', 'waiting_file']),
    )
  })

  test('A2: access is still what its log says, and a second opening changes nothing', async () => {
    ;(await opened()).close()
    const { scope, close } = await opened()
    const { findings } = await scope.check({ anchorNote, signingKey: signer.publicKey })
    expect(findings).toEqual([])
    close()
  })

  test('is asked in, and a document of it deleted, like any other', async () => {
    const { scope, close } = await opened()
    const { thread, reply } = await asking(scope, 'What is the rent?')
    expect(reply).toMatchObject({ kind: 'answered', text })
    const [document] = scope.reader.documents.list()
    scope.write((writer) => document && writer.documents.delete(document.id))
    expect(scope.reader.threads.list().map((one) => one.id)).not.toContain(thread)
    close()
  })

  test('A2: a table of version 2 that is gone from a file is found', async () => {
    ;(await opened()).close()
    for (const table of ['turn_source', 'waiting_file']) {
      const connection = openDatabase({ file, key, mode: 'open' })
      connection.execute(`DROP TABLE ${table}`)
      connection.close()
      await expect(opened()).rejects.toThrow('table-missing')
    }
  })

  test('the step that made it is never edited', () => {
    const [first = ''] = workspaceMigrations
    expect(createHash('sha256').update(first).digest('hex')).toBe(
      'c15d3d356716bb39905aa0211fcaf8f6d80c22cfa13d7a400336cde41730d0bb',
    )
  })
})
