import { Decrypter } from 'age-encryption'
import { parseFingerprint } from '../../verifier/bundle/fingerprint.ts'
import { MemorySource } from '../../verifier/container/memory-source.ts'
import { pageEngine } from '../../verifier/page/page-engine.ts'
import { verifyBundle } from '../../verifier/verify/verify-bundle.ts'
import { firm } from '../api.ts'
import type { LogEntry } from '../audit/log.ts'
import type { Grant } from './grants.ts'

const pieceBytes = 512 * 1024

/** One entry as it was released, with the values that were checked against its commitments. */
export interface ReleasedEntry {
  seq: number
  at: number
  type: string
  actor: string | null
  role: string
  outcome: string
  about: LogEntry['about']
  /** Sealed fields, with those of them that are open. */
  sealed: string[]
  opened: Record<string, unknown>
}

export interface OpenedRelease {
  isIntact: boolean
  entries: ReleasedEntry[]
  /** What is left of the grant, measured from when it was opened. */
  leftMs: number
}

/**
 * Looks at what was released: a look in the firm's log, the file in pieces, decrypted here with the key of that look and
 * verified as an outsider would, by the verifier's own code. Nothing of it is kept but in this page's memory (K1).
 */
export async function openRelease({ grant }: Grant, level: Grant['level']): Promise<OpenedRelease> {
  const { fileKey, bytes, leftMs, fingerprint } = await firm.call('grants.look', { grant, level })
  const file = new Uint8Array(bytes)
  for (let start = 0; start < bytes; start += pieceBytes) {
    const end = Math.min(bytes, start + pieceBytes)
    const piece = await firm.call('grants.read', { grant, level, start, end })
    file.set(piece.bytes, start)
  }
  const decrypter = new Decrypter()
  decrypter.addIdentity({ unwrapFileKey: () => fileKey })
  const bundle = await decrypter.decrypt(file)
  const entries = new Map<number, ReleasedEntry>()
  const report = await verifyBundle({
    bundle: new MemorySource(bundle),
    fingerprint: parseFingerprint(fingerprint) ?? '',
    previous: null,
    engine: pageEngine,
    onEntry({ seq, at, type, actor, role, outcome, about, sealed }) {
      entries.set(seq, {
        seq,
        at,
        type,
        actor,
        role,
        outcome,
        // The verifier has read it as JSON.
        about: about as LogEntry['about'],
        sealed: Object.keys(sealed),
        opened: {},
      })
    },
    onOpened(entry, field, value) {
      const shown = entries.get(entry.seq)
      if (shown) shown.opened[field] = value
    },
  })
  bundle.fill(0)
  fileKey.fill(0)
  return {
    isIntact: report.verdict === 'intact',
    entries: [...entries.values()].reverse(),
    leftMs,
  }
}
