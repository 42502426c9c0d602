import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { nodeEngine } from '../../verifier/command/node-engine.ts'
import { MemorySource } from '../../verifier/container/memory-source.ts'
import type { Engine } from '../../verifier/engine.ts'
import { fingerprintOf } from '../../verifier/bundle/fingerprint.ts'
import type { Forged } from '../../verifier/forged/forgery.ts'
import { pageEngine } from '../../verifier/page/page-engine.ts'
import { reportJson } from '../../verifier/report/report.ts'
import { checkPart } from '../../verifier/verify/check-part.ts'
import { sumUp } from '../../verifier/verify/sums.ts'
import { verifyBundle } from '../../verifier/verify/verify-bundle.ts'

/** What every reader says of a bundle, as far as they are held to the same words. */
export const Said = z.object({
  verdict: z.enum(['intact', 'tampered', 'incomplete', 'unknown-key', 'not-a-bundle']),
  exit: z.int(),
  findings: z.array(
    z.object({
      code: z.string(),
      seq: z.int().optional(),
      lastSeq: z.int().optional(),
      field: z.string().optional(),
    }),
  ),
  level: z.string().optional(),
  masked: z.boolean().optional(),
  log: z.string().optional(),
  from: z.int().optional(),
  to: z.int().optional(),
  size: z.int().optional(),
  root: z.string().optional(),
  signedMs: z.int().optional(),
  values: z.record(z.string(), z.int()).optional(),
  rangeRoot: z.string().nullable().optional(),
  previous: z.int().nullable().optional(),
})
export type Said = z.infer<typeof Said>

/** A bundle with what a person brings to it. */
export interface Case extends Forged {
  key: Uint8Array
}

/** What the code of the command or of the page says, here in Node. */
export async function saidBy(engine: Engine, { bundle, previous, key }: Case): Promise<Said> {
  const report = await verifyBundle({
    bundle: new MemorySource(bundle),
    previous: previous ? new MemorySource(previous) : null,
    fingerprint: fingerprintOf(key, nodeEngine),
    engine,
  })
  return Said.parse(JSON.parse(JSON.stringify(reportJson(report))))
}

/** What the code of the command says where it goes through parts of about so many bytes. */
export async function saidInParts(partBytes: number, { bundle, previous, key }: Case) {
  const source = new MemorySource(bundle)
  let readings = 0
  const report = await verifyBundle({
    bundle: source,
    previous: previous ? new MemorySource(previous) : null,
    fingerprint: fingerprintOf(key, nodeEngine),
    engine: nodeEngine,
    inParts: {
      partBytes,
      check: (part, terms) => checkPart(source, part, terms, nodeEngine),
      sum: (stretch) => sumUp(source, stretch, nodeEngine),
    },
    onProgress: (done, total) => (readings += Number(done === total)),
  })
  return { said: Said.parse(JSON.parse(JSON.stringify(reportJson(report)))), readings }
}

export const engines = { command: nodeEngine, page: pageEngine } as const

export const python =
  spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))']).status === 0

const driver = `
import json, sys
sys.path.insert(0, sys.argv[1])
import verify
for case in json.load(sys.stdin):
    print(json.dumps(verify.verify(case["bundle"], case["key"], case["previous"])))
`

/** What the Python script says of each, in one process. */
export function saidByPython(folder: string, cases: readonly Case[]): Said[] {
  mkdirSync(folder, { recursive: true })
  const files = cases.map(({ bundle, previous, key }, index) => {
    const path = join(folder, `${index}.zip`)
    writeFileSync(path, bundle)
    if (previous) writeFileSync(`${path}.previous`, previous)
    return {
      bundle: path,
      previous: previous ? `${path}.previous` : null,
      key: fingerprintOf(key, nodeEngine),
    }
  })
  const script = fileURLToPath(new URL('../../verifier/python/', import.meta.url))
  const { stdout, stderr, status } = spawnSync('python3', ['-B', '-c', driver, script], {
    input: JSON.stringify(files),
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  })
  if (status !== 0) throw new Error(stderr)
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => Said.parse(JSON.parse(line)))
}
