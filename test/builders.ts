import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signCheckpoint } from '../core/audit/checkpoint.ts'
import { type DocumentId, type GroupId, newId, StaffId, WorkspaceId } from '../core/ids.ts'
import { newAccount } from '../core/keys/account.ts'
import { newSigningSeed, type Signer, signerFrom } from '../core/keys/signing.ts'
import type { Role } from '../core/roles.ts'
import { createWorkspace } from '../core/workspace/create-workspace.ts'
import type { Member } from '../core/workspace/people/people.ts'
import type { Scope } from '../core/workspace/scope.ts'
import { unlock } from '../core/workspace/unlock.ts'

/** A folder that is gone after the test. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'bulkhead-test-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** A small embedding model for tests of storage and access: hashed words, no runtime. */
export const testModel = { name: 'test', sha256: 'ab'.repeat(32), dimension: 16, searchWeight: 0.5 }

/** A unit vector that hangs on the words of the text alone. */
export function testVector(text: string): Float32Array {
  const vector = new Float32Array(testModel.dimension)
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    let hash = 7
    for (const char of word) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 9973
    const slot = hash % testModel.dimension
    vector[slot] = (vector[slot] ?? 0) + 1
  }
  vector[0] = (vector[0] ?? 0) + 0.01
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}

export const testEmbedder = {
  model: testModel,
  embed: (texts: readonly string[]) => Promise.resolve(texts.map(testVector)),
  close: () => Promise.resolve(),
}

export interface BuiltMember extends Member {
  privateKey: Uint8Array
}

/** A workspace file on disk with what it takes to open it as any of its members. */
export class BuiltWorkspace {
  readonly id = newId(WorkspaceId)
  readonly key = new Uint8Array(randomBytes(32))
  readonly signer: Signer = signerFrom(newSigningSeed())
  readonly file: string
  readonly owner: BuiltMember
  anchorNote: string | null = null
  #close: (() => void) | undefined

  constructor(folder: string, owner: BuiltMember = builtMember('Olive Owner', 'owner')) {
    this.file = join(folder, `${this.id}.bulkhead`)
    this.owner = owner
    const { size, root } = createWorkspace({
      file: this.file,
      key: this.key,
      id: this.id,
      name: 'Test client',
      colour: 0,
      owner: { id: owner.id, name: owner.name, publicKey: owner.publicKey },
    })
    this.anchorNote = signCheckpoint({ logId: this.id, size, root, timeMs: Date.now() }, this.signer)
  }

  /** Unlocks as a member, closing whatever scope was open. Throws if the log does not check. */
  async open(member: Member = this.owner): Promise<Scope> {
    const unlocked = await this.unlock(member)
    if (unlocked.kind === 'open') return unlocked.scope
    const findings = unlocked.quarantine.findings.map((finding) => finding.kind).join()
    this.close()
    throw new Error(`the log does not check: ${findings}`)
  }

  /** Unlocks as a member and gives whatever comes of it. */
  async unlock(member: Member = this.owner) {
    this.close()
    const unlocked = await unlock({
      file: this.file,
      key: this.key,
      workspace: this.id,
      member: { id: member.id, publicKey: member.publicKey },
      anchorNote: this.anchorNote,
      signingKey: this.signer.publicKey,
      recoveredBy: null,
    })
    this.#close = unlocked.close
    return unlocked
  }

  /** Signs the log as it is now, as main does. */
  anchor(scope: Scope): void {
    const { size, root } = scope.log.position
    this.anchorNote = signCheckpoint({ logId: this.id, size, root, timeMs: Date.now() }, this.signer)
    scope.keepCheckpoint(size, this.anchorNote)
  }

  close(): void {
    this.#close?.()
    this.#close = undefined
  }
}

export function builtMember(name: string, role: Role): BuiltMember {
  return { id: newId(StaffId), name, role, ...newAccount() }
}

/** Stores a ready document of one page per text; each page is one passage. */
export function addDocument(
  scope: Scope,
  document: { id?: DocumentId; title: string; pages: readonly string[]; groups: readonly GroupId[] },
): DocumentId {
  const original = new TextEncoder().encode(document.pages.join('\f'))
  return scope.write((writer) => {
    const id = writer.documents.add({
      ...(document.id ? { id: document.id } : {}),
      title: document.title,
      original,
      sha256: new Uint8Array(randomBytes(32)),
      groups: document.groups,
    })
    writer.documents.complete(id, {
      format: 'text',
      model: testModel,
      pages: document.pages.map((text, index) => ({ number: index + 1, text })),
      passages: document.pages.map((text, index) => ({
        pageOrdinal: index,
        start: 0,
        end: text.length,
        heading: null,
        text,
        vector: testVector(text),
      })),
    })
    return id
  })
}

/** The group that every member is in. */
export function everyone(scope: Scope): GroupId {
  const group = scope.reader.people.groups().find((one) => one.everyone)
  if (!group) throw new Error('no group "everyone"')
  return group.id
}

/** How long a test waits for what has to happen: no shorter for a machine that is busy. */
export const patience = { timeout: 60_000 }
