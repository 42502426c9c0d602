import { fingerprintOf } from '../bundle/fingerprint.ts'
import { type Manifest, parseManifest } from '../bundle/manifest.ts'
import { readmeSha256 } from '../bundle/readme.ts'
import type { ByteSource } from '../container/byte-source.ts'
import { type MemberName, memberNames } from '../container/members.ts'
import { type Container, readContainer } from '../container/read-container.ts'
import type { Engine } from '../engine.ts'
import { fromHex } from '../hex.ts'
import { parseCanonical } from '../json/canonical-json.ts'
import { decodeUtf8 } from '../json/decode-utf8.ts'
import type { Checked, Finding } from '../report/finding.ts'
import { sumUp } from './sums.ts'

/** A bundle whose container and manifest are in order and whose key is the one that was given. */
export interface OpenBundle {
  container: Container
  manifest: Manifest
  /** Public key, 32 bytes. */
  key: Uint8Array
  /** The small members, whole. */
  checkpoint: Uint8Array
  proofs: Uint8Array
}

/** Step 1 of docs/audit-bundle.md, section 10. */
export async function readBundle(
  source: ByteSource,
  fingerprint: string,
  engine: Engine,
): Promise<Checked<OpenBundle>> {
  const { value: container, found } = await readContainer(source)
  if (found) return { found }
  const whole = async (name: MemberName) => await source.read(container[name].offset, container[name].bytes)
  const manifest = parseManifest(parseOneLine(await whole('manifest.json')))
  if (typeof manifest === 'string') return { found: { code: manifest, file: 'manifest.json' } }
  const key = fromHex(manifest.key)
  if (fingerprintOf(key, engine) !== fingerprint) return { found: { code: 'unknown-key' } }
  const [checkpoint, proofs] = [await whole('checkpoint'), await whole('proofs.json')]
  return { value: { container, manifest, key, checkpoint, proofs } }
}

/** The value of a file that is one line of canonical JSON, or undefined. */
export function parseOneLine(bytes: Uint8Array): unknown {
  const text = decodeUtf8(bytes)
  return text !== null && text.endsWith('\n') ? parseCanonical(text.slice(0, -1)) : undefined
}

/** Step 2: what stands in the manifest and in the container of each file, as far as it can be told at once. */
export async function checkFiles(
  source: ByteSource,
  { container, manifest }: OpenBundle,
  engine: Engine,
): Promise<Finding[]> {
  const changed: Finding[] = []
  for (const name of memberNames) {
    const { bytes } = container[name]
    const fits = bytes === (manifest.files[name]?.bytes ?? bytes) && (await smallFits(name))
    if (!fits) changed.push({ code: 'file-changed', file: name })
  }
  return changed

  async function smallFits(name: MemberName): Promise<boolean> {
    if (name === 'entries.jsonl' || name === 'openings.jsonl') return true
    const { crc, sha256 } = await sumUp(source, container[name], engine)
    if (name === 'README.txt' && sha256 !== readmeSha256) return false
    return crc === container[name].crc && sha256 === (manifest.files[name]?.sha256 ?? sha256)
  }
}
