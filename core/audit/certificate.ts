import { BulkheadError } from '../errors.ts'
import type { DestructionId, FirmId, StaffId, WorkspaceId } from '../ids.ts'
import { keyFingerprint } from './key-fingerprint.ts'
import type { Removed } from './removed.ts'
import { type NoteSigner, openNote, signNoteBytes } from './signed-note.ts'

const title = 'Bulkhead: certificate of destruction, format 1'
const keyName = (destruction: string) => `bulkhead.invalid/destruction/${destruction}`
const utf8 = (text: string) => Buffer.from(text, 'utf8')

/** What was written to elsewhere by the logs that say so, Unix times in milliseconds: a certificate lists it by the day. */
export interface WrittenElsewhere {
  backups: readonly number[]
  bundles: readonly number[]
  threads: readonly number[]
  releases: readonly number[]
  sheets: readonly number[]
}

/** What a certificate states. */
export interface Destroyed {
  destruction: DestructionId
  workspace: WorkspaceId
  firm: FirmId
  /** Who decided it, as an owner of the workspace. */
  by: StaffId
  beganMs: number
  endedMs: number
  /** Of `destruction.ended` in the firm's log. */
  seq: number
  /** Of the workspace's log as it was signed last; null where no such state was found. */
  checkpoint: { size: number; root: string; timeMs: number } | null
  removed: Removed
  written: WrittenElsewhere
}

/**
 * A certificate of destruction, format 1: plain words, and under them the signature of the installation over all of them,
 * as a C2SP signed note. It says what was found, removed and looked for again, and lists what nobody here can know.
 *
 * @param name of the client, UTF-8, if it is to be in it: no string is made of it
 * @returns UTF-8
 * @throws BulkheadError `bad-input` for a name with a line end, which would read as a line of its own
 */
export function signCertificate(
  destroyed: Destroyed,
  name: Uint8Array | null,
  signer: NoteSigner,
): Uint8Array {
  if (name?.includes(0x0a))
    throw new BulkheadError('bad-input', 'A name of more than one line cannot stand in a certificate.')
  const { destruction, workspace, firm, by, beganMs, endedMs, seq, checkpoint, removed, written } = destroyed
  const named = name === null ? [] : [utf8('Name         '), name, utf8('\n')]
  const text = Buffer.concat([
    utf8(`${title}\n\nClient       ${workspace}\n`),
    ...named,
    utf8(`Destruction  ${destruction}
Decided      ${time(beganMs)}
By           staff ${by}, an owner of it
Done         ${time(endedMs)}, entry ${seq} of the firm's log
Firm         ${firm}
Key          ${keyFingerprint(signer.publicKey)}

${logLines(checkpoint)}

Removed, and looked for once more afterwards: nothing of it was found
${removedLines(removed)}
The diagnostic log names it no more. The firm's own log keeps entries with its random id,
and this certificate is kept beside it.

What this does not say, because nobody here can know it
${unknownLines(written).join('\n')}
`),
  ])
  return signNoteBytes(text, keyName(destruction), signer)
}

/**
 * Whether a certificate was signed with this key and is as it was signed. Line ends and spaces at the ends of lines may
 * have been changed on the way.
 */
export function isCertificate(certificate: Uint8Array, publicKey: Uint8Array): boolean {
  const lines = new TextDecoder().decode(certificate).split(/\r\n|\r|\n/u)
  const note = `${lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd()}\n`
  const [, destruction] = /\n— bulkhead\.invalid\/destruction\/([0-9a-f]{32}) \S+\n$/u.exec(note) ?? []
  if (destruction === undefined || !note.startsWith(`${title}\n`)) return false
  try {
    return openNote(note, keyName(destruction), publicKey).includes(`\nDestruction  ${destruction}\n`)
  } catch (error) {
    if (error instanceof BulkheadError) return false
    throw error
  }
}

function logLines(checkpoint: Destroyed['checkpoint']): string {
  if (checkpoint === null) return 'Its own log: no signed state of it was found.'
  const { size, root, timeMs } = checkpoint
  return `Its own log, as it was signed last
Entries      ${size}
Root         ${root}
Signed       ${time(timeMs)}`
}

const words: Readonly<Record<keyof Removed, string>> = {
  wraps: 'keys sealed to members',
  shares: 'shares of its key in the key store',
  recoveryFiles: 'files with the key sealed under a recovery sheet',
  files: 'encrypted file of the client',
  sideFiles: 'files beside it that go with it',
  putAside: 'copies put aside for a backup or a recovery',
  ofEarlierFirms: 'files of it that an earlier firm left here',
  releases: 'releases of its log to operators',
}

function removedLines(removed: Removed): string {
  return (Object.keys(words) as (keyof Removed)[])
    .map((kind) => `${String(removed[kind]).padStart(5)}  ${words[kind]}`)
    .join('\n')
}

function unknownLines({ backups, bundles, threads, releases, sheets }: WrittenElsewhere): string[] {
  return [
    `- Backups. Written from here: ${days(backups)}.`,
    '  Each opens with the recovery sheet that it was made under.',
    `- Audit bundles. Written from here: ${days(bundles)}.`,
    '  They are readable as far as they were released.',
    `- Conversations saved as files: ${days(threads)}.`,
    '  They are in the plain.',
    `- Releases to operators: ${days(releases)}.`,
    '  They were removed here; whether somebody kept a copy is not known.',
    `- Recovery sheets on paper. Made here: ${days(sheets)}.`,
    '  A sheet alone opens nothing any more; with a backup, or with a copy of the file and its',
    '  recovery file from before, it opens that.',
    '- Copies of the whole folder from before, by a sync or a backup program: with the keychain or',
    '  the passphrase of a member of that time they open as they did then.',
    '- Files that an earlier firm whose keys are lost left elsewhere, or keeps inside its own database.',
    '- What the disk, the swap file or a snapshot still holds of deleted bytes. Without a key they are noise.',
    '- Originals outside of Bulkhead, screenshots, prints, what was copied out, and what people remember.',
  ]
}

/** Days in order, each once; how many on one day where there were several. */
function days(timesMs: readonly number[]): string {
  const counts = new Map<string, number>()
  for (const timeMs of timesMs.toSorted((a, b) => a - b)) {
    const day = time(timeMs).slice(0, 10)
    counts.set(day, (counts.get(day) ?? 0) + 1)
  }
  const listed = [...counts].map(([day, count]) => (count === 1 ? day : `${day} (${count})`))
  return listed.length === 0 ? 'none, by the logs' : listed.join(', ')
}

function time(timeMs: number): string {
  return new Date(timeMs).toISOString()
}
