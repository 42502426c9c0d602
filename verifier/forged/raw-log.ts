import { ed25519 } from '@noble/curves/ed25519.js'
import { commitmentTo } from '../bundle/opening.ts'
import { nodeEngine } from '../command/node-engine.ts'
import { canonicalJson } from '../json/canonical-json.ts'

/** An Ed25519 key that signs. */
export interface Signer {
  /** 32 bytes. */
  publicKey: Uint8Array
  /** 64 bytes. */
  readonly sign: (message: Uint8Array) => Uint8Array
}

/** A log as its firm has it: every leaf, every opening, and the key. */
export interface RawLog {
  id: string
  /** Canonical JSON of each entry, in order. */
  leaves: readonly string[]
  /** Lines of `openings.jsonl`, as a full export has them. */
  openings: readonly string[]
  signer: Signer
}

/** A signer whose seed is one byte again and again: nobody's key. */
export function testSigner(byte: number): Signer {
  const seed = new Uint8Array(32).fill(byte)
  return { publicKey: ed25519.getPublicKey(seed), sign: (message) => ed25519.sign(message, seed) }
}

/** Random looking, and the same each time. */
export function testHash(...parts: readonly unknown[]): string {
  return Buffer.from(nodeEngine.sha256(new TextEncoder().encode(canonicalJson(parts)))).toString('hex')
}

const testId = (...parts: readonly unknown[]) => testHash('id', ...parts).slice(0, 32)

interface NewEntry {
  type: string
  about?: object
  sealed?: Readonly<Record<string, unknown>>
  actor?: string
  outcome?: string
}

/** Canonical JSON of an entry, and the lines that open its sealed values. */
export function makeEntry(
  log: string,
  seq: number,
  { type, about = {}, sealed = {}, actor = testId(log, 'owner'), outcome = 'done' }: NewEntry,
): { leaf: string; openings: string[] } {
  const fields = Object.keys(sealed).sort()
  const salts = fields.map((field) => testHash('salt', log, seq, field))
  const commitments = fields.map((field, index) =>
    commitmentTo({ log, seq, field, salt: salts[index] ?? '', value: sealed[field] }, nodeEngine),
  )
  return {
    leaf: canonicalJson({
      v: 1,
      seq,
      at: 1_750_000_000_000 + seq * 1_000,
      id: testId(log, seq),
      type,
      actor,
      role: 'owner',
      outcome,
      about,
      sealed: Object.fromEntries(fields.map((field, index) => [field, commitments[index]])),
    }),
    openings: fields.map((field, index) =>
      canonicalJson({ field, salt: salts[index], seq, value: sealed[field] }),
    ),
  }
}

/** An invented log: a workspace with two people and some documents, searched and asked again and again. */
export function inventedLog(name: string, entries: number, signer: Signer): RawLog {
  const id = testId('log', name)
  const leaves: string[] = []
  const openings: string[] = []
  const add = (entry: NewEntry) => {
    const made = makeEntry(id, leaves.length, entry)
    leaves.push(made.leaf)
    openings.push(...made.openings)
  }
  const [owner, junior] = [testId(id, 'owner'), testId(id, 'junior')]
  add({ type: 'workspace.created', sealed: { name: `Client ${name}` } })
  add({ type: 'member.added', about: { member: owner, role: 'owner' }, sealed: { name: 'Olive Owner' } })
  add({ type: 'member.added', about: { member: junior, role: 'member' }, sealed: { name: 'Jun Junior' } })
  for (let number = 0; leaves.length < entries; number += 1) {
    const document = testId(id, 'document', number % 50)
    const kinds: readonly NewEntry[] = [
      {
        type: 'document.added',
        about: { document, groups: [] },
        sealed: { title: `lease-${number}.pdf`, sha256: testHash(number) },
      },
      {
        type: 'document.imported',
        about: { document },
        sealed: { passages: 7, embedder: testHash('model') },
      },
      {
        type: 'search',
        actor: junior,
        sealed: { query: `rent in year ${number}?`, mode: 'fused', passages: [] },
      },
      {
        type: 'answer.began',
        actor: junior,
        about: { answer: testId(id, number) },
        sealed: {
          question: 'When is the rent due?',
          passages: [{ document, ordinal: 1, sha256: testHash('p', number) }],
          model: 'extractive',
          prompt: '',
        },
      },
      {
        type: 'answer.ended',
        actor: junior,
        about: { answer: testId(id, number) },
        sealed: { text: 'The rent is due on 1 May — “am 1. Mai”, मई में.', found: true, citations: [] },
      },
    ]
    add(kinds[number % kinds.length] ?? { type: 'search' })
  }
  return { id, leaves, openings, signer }
}
