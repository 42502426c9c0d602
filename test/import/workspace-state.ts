import { createHash } from 'node:crypto'
import { type Connection, openDatabase } from '../../core/database/connection.ts'
import { Home } from '../../core/firm/home.ts'
import { bindWorkspace } from '../../core/firm/bind-workspace.ts'
import { listWorkspaces } from '../../core/firm/list-workspaces.ts'
import { signIn } from '../../core/firm/sign-in.ts'
import { newHandoverRecipient } from '../../core/keys/wrap/handover.ts'
import { handoverContext } from '../../core/keys/wrap/handover-context.ts'
import { decodeWrapPayload } from '../../core/keys/wrap/wrap-payload.ts'
import { unlock } from '../../core/workspace/unlock.ts'

/** One document and all that hangs on it, without ids, keys and times: equal for equal imports. */
export interface DocumentState {
  title: string
  sha256: string
  groups: string[]
  status: string
  reason: string | null
  format: string | null
  /** Hash of the bytes that are kept. */
  original: string
  pages: string[]
  passages: { place: string; text: string; terms: string; vector: string; words: number }[]
  /** Entries about it in the log, by type; failing again at each run leaves another one. */
  entries: Record<string, number>
}

export interface WorkspaceState {
  /** What the check of the log found at unlock; empty where it is whole. */
  findings: string[]
  documents: DocumentState[]
  /** Index rows and vectors of passages that are not there. */
  orphans: number
}

/** Signs in, unlocks the workspace as its process does, with the check of its log, and reads all that is in the file. */
export async function readState(folder: string, passphrase: string, name: string): Promise<WorkspaceState> {
  const firm = await signIn(new Home(folder), {
    staff: null,
    passphrase: new TextEncoder().encode(passphrase),
  })
  try {
    const listed = (await listWorkspaces(firm)).workspaces.find(
      (one) => new TextDecoder().decode(one.name) === name,
    )
    if (!listed) throw new Error('no such workspace')
    const binding = bindWorkspace(firm, listed.id)
    const { file, member } = binding
    const recipient = await newHandoverRecipient()
    const { key } = decodeWrapPayload(
      await recipient.open({
        sealed: await binding.handover(recipient.publicKey),
        senderPublicKey: member.publicKey,
        aad: handoverContext(listed.id, member.id),
      }),
    )
    const unlocked = await unlock({
      file,
      key,
      workspace: listed.id,
      member,
      anchorNote: binding.opening().anchorNote,
      signingKey: firm.signingKey,
      recoveredBy: null,
    })
    const findings =
      unlocked.kind === 'open' ? [] : unlocked.quarantine.findings.map((finding) => finding.kind)
    unlocked.close()
    const connection = openDatabase({ file, key, mode: 'open' })
    try {
      return { findings, ...stateOf(connection) }
    } finally {
      connection.close()
    }
  } finally {
    firm.signOut()
  }
}

function stateOf(connection: Connection): Omit<WorkspaceState, 'findings'> {
  const terms = termsByPassage(connection)
  const vectors = vectorsByPassage(connection)
  const documents = connection
    .prepare<{
      key: number
      id: string
      title: string
      sha256: Uint8Array
      status: string
      reason: string | null
      format: string | null
      original: Uint8Array
    }>(
      `SELECT key, id, title, sha256, status, reason, format, original.bytes AS original
       FROM document LEFT JOIN original ON original.document_key = document.key`,
    )
    .all()
    .map(({ key, id, sha256, original, ...row }) => ({
      ...row,
      sha256: Buffer.from(sha256).toString('hex'),
      original: hash(original),
      groups: connection
        .prepare<{ name: string }>(
          `SELECT name FROM document_group JOIN access_group ON access_group.id = group_id
           WHERE document_key = ? ORDER BY name`,
        )
        .all(key)
        .map((group) => group.name),
      pages: connection
        .prepare<{ number: number | null; text: string }>(
          'SELECT number, text FROM page WHERE document_key = ? ORDER BY ordinal',
        )
        .all(key)
        .map((page) => `${page.number} ${hash(page.text)}`),
      passages: passagesOf(connection, key).map(({ key: passage, place, text, words }) => ({
        place,
        text: hash(text),
        words,
        terms: take(terms, passage),
        vector: take(vectors, passage),
      })),
      entries: entriesAbout(connection, id),
    }))
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
  return { documents, orphans: terms.size + vectors.size }
}

function passagesOf(connection: Connection, document: number) {
  return connection
    .prepare<{ key: number; place: string; text: string; words: number }>(
      `SELECT key, json_array(ordinal, page_ordinal, span_start, span_end, heading) AS place, text, words
       FROM passage WHERE document_key = ? ORDER BY ordinal`,
    )
    .all(document)
}

function termsByPassage(connection: Connection): Map<number, string> {
  const rows = connection
    .prepare<{ doc: number; terms: string }>(
      `SELECT doc, group_concat(term || '@' || offset, ' ') AS terms
       FROM (SELECT doc, term, offset FROM passage_term ORDER BY doc, offset) GROUP BY doc`,
    )
    .all()
  return new Map(rows.map((row) => [row.doc, hash(row.terms)]))
}

function vectorsByPassage(connection: Connection): Map<number, string> {
  const tables = connection.prepare<{ key: number }>('SELECT key FROM vector_index').all()
  return new Map(
    tables.flatMap(({ key }) =>
      connection
        .prepare<{ passage_key: number; embedding: Uint8Array }>(
          `SELECT passage_key, embedding FROM passage_vector_${key}`,
        )
        .all()
        .map((row): [number, string] => [row.passage_key, hash(row.embedding)]),
    ),
  )
}

function entriesAbout(connection: Connection, document: string): Record<string, number> {
  const rows = connection
    .prepare<{ type: string; count: number }>(
      `SELECT leaf ->> '$.type' AS type, count(*) AS count FROM entry
       WHERE leaf ->> '$.about.document' = ? GROUP BY 1 ORDER BY 1`,
    )
    .all(document)
  return Object.fromEntries(rows.map((row) => [row.type, row.count]))
}

/** Takes a value out, so that what is left at the end belongs to no passage. */
function take(map: Map<number, string>, key: number): string {
  const value = map.get(key) ?? 'none'
  map.delete(key)
  return value
}

function hash(value: string | Uint8Array): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 16)
}

function order({ sha256, groups }: { sha256: string; groups: string[] }): string {
  return `${sha256} ${groups.join()}`
}
