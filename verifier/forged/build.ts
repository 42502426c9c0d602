import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprintOf } from '../bundle/fingerprint.ts'
import { nodeEngine } from '../command/node-engine.ts'
import type { Forged, Material } from './forgery.ts'
import { forgeries } from './forgeries.ts'
import { controls } from './kinds/controls.ts'
import { inventedLog, testSigner } from './raw-log.ts'

/**
 * Writes the forged bundles, and the good ones among them, to a folder, with what a verifier has to say of each in
 * `expected.json`: for whoever writes a verifier of their own.
 *
 * Usage: node verifier/forged/build.ts FOLDER
 */
const [, , folder] = process.argv
if (folder === undefined) {
  process.stderr.write('Usage: node verifier/forged/build.ts FOLDER\n')
  process.exitCode = 1
} else {
  mkdirSync(folder, { recursive: true })
  const signer = testSigner(1)
  const material: Material = { log: inventedLog('one', 61, signer), foreign: inventedLog('two', 61, signer) }
  const expected = [
    ...controls.map(({ name, level, make }) => ({ name, verdict: 'intact', level, make })),
    ...forgeries,
  ].map(({ make, ...what }, index) => ({ ...what, ...write(make(material), index) }))
  writeFileSync(join(folder, 'expected.json'), `${JSON.stringify(expected, null, 2)}\n`)
  process.stdout.write(`${expected.length} bundles in ${folder}\n`)

  function write({ bundle, previous, key }: Forged, index: number): object {
    const file = `${String(index).padStart(3, '0')}.zip`
    writeFileSync(join(folder ?? '', file), bundle)
    if (previous) writeFileSync(join(folder ?? '', `${file}.previous`), previous)
    return {
      file,
      previous: previous ? `${file}.previous` : null,
      key: fingerprintOf(key ?? signer.publicKey, nodeEngine),
    }
  }
}
