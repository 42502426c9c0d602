import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { join } from 'node:path'
import { forgeries } from '../../verifier/forged/forgeries.ts'
import type { Material } from '../../verifier/forged/forgery.ts'
import { controls } from '../../verifier/forged/kinds/controls.ts'
import { inventedLog, type RawLog, testSigner } from '../../verifier/forged/raw-log.ts'
import { findings } from '../../verifier/report/finding.ts'
import { temporaryFolder } from '../builders.ts'
import { linesIn, loggedWorkspace } from '../export/logged-workspace.ts'
import { type Case, engines, python, type Said, saidBy, saidByPython, saidInParts } from './readers.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

const signer = testSigner(1)
const invented: Material = { log: inventedLog('one', 61, signer), foreign: inventedLog('two', 61, signer) }

/** The log of a real workspace, from what the app exports of it. */
async function realMaterial(): Promise<Material> {
  const logged = await loggedWorkspace(folder.path)
  const scope = await logged.workspace.open(logged.mia)
  logged.workspace.close()
  const owner = await logged.workspace.open()
  owner.write(({ people }) => people.join(logged.partners, logged.workspace.owner.id))
  const { bytes, result } = await logged.exportAs(owner, 'material.zip', { level: 'full' })
  logged.workspace.close()
  void scope
  const shown = linesIn(bytes, 'entries.jsonl').slice(0, -1).slice(0, 61)
  expect(result.values).toMatchObject({ sealed: 0, erased: 0, notReadable: 0 })
  const log: RawLog = {
    id: logged.workspace.id,
    leaves: shown,
    openings: linesIn(bytes, 'openings.jsonl').filter(
      (line) => (JSON.parse(line) as { seq: number }).seq < 61,
    ),
    signer: logged.workspace.signer,
  }
  return { log, foreign: inventedLog('two', 61, log.signer) }
}

describe.each(['an invented log', 'a log that the app wrote'] as const)('A6: from %s', (which) => {
  const all = [...controls, ...forgeries]
  let cases: Case[]
  let byPython: Said[] | null = null
  beforeAll(async () => {
    const material = which === 'an invented log' ? invented : await realMaterial()
    expect(material.log.leaves).toHaveLength(61)
    cases = all.map((one) => ({ key: material.log.signer.publicKey, ...one.make(material) }))
    if (python) byPython = saidByPython(join(folder.path, which.replaceAll(' ', '-')), cases)
  }, 240_000)

  test.each(all.map(({ name }, index) => [name, index] as const))('%s', async (_name, index) => {
    const one = all[index]!
    const said = await saidBy(engines.command, cases[index]!)
    if ('level' in one)
      expect(said).toMatchObject({ verdict: 'intact', exit: 0, findings: [], level: one.level })
    else {
      expect(said.verdict).toBe(one.verdict)
      expect(said.findings[0]).toMatchObject({
        code: one.code,
        ...(one.seq === undefined ? {} : { seq: one.seq }),
      })
      expect(said.exit).toBeGreaterThan(1)
    }
    expect(await saidBy(engines.page, cases[index]!)).toStrictEqual(said)
    const inParts = await saidInParts(4_000, cases[index]!)
    expect(inParts.said).toStrictEqual(said)
    // What is intact is not read again.
    if ('level' in one) expect(inParts.readings).toBe(1)
    if (byPython) expect(byPython[index]).toStrictEqual(said)
  })
})

test('A6: wherever the parts of a bundle meet, they say what one reading says', async () => {
  for (const name of ['full', 'entries: two lines exchanged', 'openings: two exchanged']) {
    const made = [...controls, ...forgeries].find((one) => one.name === name)
    if (!made) throw new Error(name)
    const one: Case = { key: signer.publicKey, ...made.make(invented) }
    const said = await saidBy(engines.command, one)
    // From a part for each entry on.
    for (const partBytes of [200, 700, 1_500, 9_000])
      expect((await saidInParts(partBytes, one)).said, `${name}, ${partBytes}`).toStrictEqual(said)
  }
})

test('A6: there are more than forty kinds, each named once, and every finding has one', () => {
  const names = forgeries.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThan(40)
  const missing = Object.keys(findings).filter((code) => !forgeries.some((one) => one.code === code))
  expect(missing).toStrictEqual([])
})

test('A6: the second reading of the format, in Python, was held to the same answers', ({ skip }) => {
  if (!python) skip('python3 3.11 or newer is not on this machine')
  expect(python).toBe(true)
})
