import type { ByteSource } from '../container/byte-source.ts'
import { readContainer } from '../container/read-container.ts'
import type { Engine } from '../engine.ts'
import { sameBytes } from '../hex.ts'
import { type Checkpoint, isSignedBy, namesKey, parseCheckpoint } from '../log/checkpoint.ts'
import type { SignedBundle } from './check-signed.ts'
import type { Checked, Finding } from '../report/finding.ts'

const mostCheckpointBytes = 4_096

/** The checkpoint of an earlier bundle, or a file that is one: docs/audit-bundle.md, section 9. */
export async function readPrevious(
  source: ByteSource,
  key: Uint8Array,
  engine: Engine,
): Promise<Checked<Checkpoint>> {
  const checkpoint = parseCheckpoint(await checkpointBytes(source), engine)
  if (!checkpoint) return { found: { code: 'previous-form' } }
  if (!namesKey(checkpoint, key, engine)) return { found: { code: 'previous-key' } }
  if (!isSignedBy(checkpoint, key)) return { found: { code: 'previous-signature' } }
  return { value: checkpoint }
}

async function checkpointBytes(source: ByteSource): Promise<Uint8Array> {
  if (source.size <= mostCheckpointBytes) {
    const bytes = await source.read(0, source.size)
    if (bytes[0] !== 0x50) return bytes
  }
  const { value } = await readContainer(source)
  if (!value) return new Uint8Array()
  return await source.read(value.checkpoint.offset, value.checkpoint.bytes)
}

/**
 * Whether the log of a bundle continues an earlier one.
 *
 * @param rootThen root of the bundle's own log at the earlier size, where its entries tell it
 */
export function checkPrevious(
  { manifest, signed, parsedProofs }: SignedBundle,
  previous: Checkpoint,
  rootThen: Uint8Array | null,
): Finding[] {
  if (previous.log !== manifest.log) return [{ code: 'previous-other-log' }]
  if (previous.size > signed.size) return [{ code: 'behind-previous' }]
  const { consistency } = parsedProofs
  const root =
    previous.size === signed.size
      ? signed.root
      : (rootThen ?? (consistency?.size === previous.size ? consistency.root : null))
  if (root !== null) return sameBytes(root, previous.root) ? [] : [{ code: 'previous-differs' }]
  return previous.size === 0 ? [] : [{ code: 'no-consistency-proof' }]
}
