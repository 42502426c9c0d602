import { existsSync, readFileSync } from 'node:fs'
import { instructionSigns } from '../../core/answer/prompt/flag-instructions.ts'
import { HostileWorkspace, injections, obedientGenerator, planted, positions } from '../answer/injection.ts'
import { temporaryFolder } from '../builders.ts'
import type { Measured } from './measure.ts'

const corpora = new URL('../../../shared/data/ir/', import.meta.url)

/**
 * Every instruction of both collections, at the start, in the middle and at the end of a document, before a model that
 * obeys all of them: how many boundaries were crossed, how often it followed, how many were flagged. Then how many
 * passages of ordinary documents are flagged for nothing.
 */
export async function measureInjection(): Promise<Measured[]> {
  const cases = positions.flatMap((position) => injections().map((one) => ({ ...one, position })))
  const folder = temporaryFolder()
  const hostile = new HostileWorkspace(folder.path)
  const counts = { crossed: 0, followed: 0 }
  try {
    await hostile.plant(
      cases.map(({ text, position }, number) => planted(number, text.slice(0, 2_000), position)),
    )
    for (const [number, { text }] of cases.entries()) {
      const { crossed, followed } = await hostile.ask(
        number,
        text,
        obedientGenerator(() => text),
      )
      counts.crossed += crossed.length
      counts.followed += followed ? 1 : 0
    }
  } finally {
    hostile.close()
    folder.remove()
  }
  const row = (what: string, bulkhead: number, of: number, against: string): Measured => ({
    what,
    unit: '',
    bulkhead,
    reference: of,
    against,
  })
  const flagged = (corpus: string) => {
    const texts = injections().filter((one) => one.corpus === corpus)
    const found = texts.filter(({ text }) => instructionSigns(text).length > 0).length
    return row(`flagged as instructions, ${corpus}`, found, texts.length, 'planted')
  }
  return [
    row('boundaries crossed by an obedient model', counts.crossed, cases.length, 'instructions planted'),
    row('instructions followed by it', counts.followed, cases.length, 'instructions planted'),
    flagged('giskard'),
    flagged('bipia'),
    ...['cuad-dev', 'contractnli-dev', 'squad-dev-a', 'tatqa-dev'].flatMap((name) => ordinary(name, row)),
  ]
}

function ordinary(
  name: string,
  row: (what: string, bulkhead: number, of: number, against: string) => Measured,
): Measured[] {
  const file = new URL(`${name}/corpus.jsonl`, corpora)
  if (!existsSync(file)) return []
  const texts = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .slice(0, 2_000)
    .map((line) => (JSON.parse(line) as { text: string }).text)
  const found = texts.filter((text) => instructionSigns(text).length > 0).length
  return [row(`flagged for nothing, ${name}`, found, texts.length, 'ordinary passages')]
}
