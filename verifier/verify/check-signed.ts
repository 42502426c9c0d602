import { blocksIn, parseProofs, type Proofs } from '../bundle/proofs.ts'
import type { Engine } from '../engine.ts'
import { type Checkpoint, isSignedBy, namesKey, parseCheckpoint } from '../log/checkpoint.ts'
import type { Checked } from '../report/finding.ts'
import { type OpenBundle, parseOneLine } from './read-bundle.ts'

/** A bundle with a checkpoint that the key signed. */
export interface SignedBundle extends OpenBundle {
  signed: Checkpoint
  parsedProofs: Proofs
}

/** Step 3 of docs/audit-bundle.md, section 10. */
export function checkSigned(bundle: OpenBundle, engine: Engine): Checked<SignedBundle> {
  const { key, manifest } = bundle
  const signed = parseCheckpoint(bundle.checkpoint, engine)
  if (!signed) return { found: { code: 'checkpoint-form', file: 'checkpoint' } }
  if (!namesKey(signed, key, engine) || !isSignedBy(signed, key))
    return { found: { code: 'signature', file: 'checkpoint' } }
  if (signed.log !== manifest.log) return { found: { code: 'other-log', file: 'checkpoint' } }
  if (manifest.export >= signed.size) return { found: { code: 'checkpoint-behind', file: 'checkpoint' } }
  const parsedProofs = parseProofs(parseOneLine(bundle.proofs), signed.size)
  if (!parsedProofs || parsedProofs.blocks.length !== blocksIn(manifest.from, manifest.to).count)
    return { found: { code: 'proof-form', file: 'proofs.json' } }
  return { value: { ...bundle, signed, parsedProofs } }
}
