import { existsSync, readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { maskText, personalData } from '../../core/export/mask/mask-text.ts'
import { maskValue } from '../../core/export/mask/mask-value.ts'
import { nodeEngine } from '../../verifier/command/node-engine.ts'
import { addDocument, everyone, temporaryFolder } from '../builders.ts'
import { saidBy } from '../verifier/readers.ts'
import { linesIn, loggedWorkspace } from './logged-workspace.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

describe('what is masked', () => {
  test.each([
    ['write to a.b+c@example.co.in today', 'write to [masked e-mail] today'],
    ['ग्राहक@उदाहरण.भारत को लिखें', '[masked e-mail] को लिखें'],
    ['call +44 20 7946 0958, please', 'call [masked phone], please'],
    ['98765 43210 or 020 7946 0958', '[masked phone] or [masked phone]'],
    ['९८७६५ ४३२१०', '[masked phone]'],
    ['4111 1111 1111 1111', '[masked card]'],
    ['4111-1111-1111-1111, 5500000000000004', '[masked card], [masked card]'],
    ['GB82 WEST 1234 5698 7654 32 PLEASE', '[masked IBAN] PLEASE'],
    ['de89370400440532013000', '[masked IBAN]'],
    ['PAN ABCPE1234F.', 'PAN [masked PAN].'],
    ['27AAPFU0939F1ZV', '[masked GSTIN]'],
    ['Aadhaar 4991 1866 5246', 'Aadhaar [masked Aadhaar]'],
    ['४९९१ १८६६ ५२४६', '[masked Aadhaar]'],
  ])('%s', (text, masked) => expect(maskText(text)).toBe(masked))
})

describe('what is not: its check digits are wrong, or it is something else', () => {
  test.each([
    'the rent of £11,400 is due on 25 March 2022',
    'clause 10.2 of 2024-05-01 10:00',
    '4111 1111 1111 1112',
    'GB82 WEST 1234 5698 7654 33',
    '27AAPFU0939F1ZW',
    'lease-cordwain-row.pdf, page 2',
    'v1.2.3 of 12 files in 34 s',
  ])('%s', (text) => expect(maskText(text)).toBe(text))
})

test('a value keeps its form; hashes of client text go, ids and numbers stay', () => {
  const value = [{ document: 'ab'.repeat(16), ordinal: 3, sha256: 'cd'.repeat(32), note: 'to a@example.org' }]
  expect(maskValue(value)).toStrictEqual({
    changed: true,
    value: [{ document: 'ab'.repeat(16), ordinal: 3, sha256: '[masked hash]', note: 'to [masked e-mail]' }],
  })
  expect(maskValue({ count: 12, found: true, page: null })).toStrictEqual({
    changed: false,
    value: { count: 12, found: true, page: null },
  })
  expect(maskValue('cd'.repeat(32))).toStrictEqual({ changed: true, value: '[masked hash]' })
})

test('no text makes it slow', () => {
  const startedMs = performance.now()
  for (const piece of ['a@', 'a.', '1 ', '1-', 'GB82 ', 'A', 'a@b.', '+1 ', '٠', ' '])
    maskText(piece.repeat(Math.ceil(20_000 / piece.length)))
  // Quadratic searching would take minutes.
  expect(performance.now() - startedMs).toBeLessThan(30_000)
})

test('a masked bundle: the value is shown as masked with its commitment beside it, and the verifier says so', async () => {
  const logged = await loggedWorkspace(folder.path)
  const scope = await logged.workspace.open()
  addDocument(scope, {
    title: 'letter to priya@example.org.pdf',
    pages: ['Dear Priya'],
    groups: [everyone(scope)],
  })
  const exported = await logged.exportAs(scope, 'masked.zip', { level: 'named', masked: true })
  const said = await saidBy(nodeEngine, { bundle: exported.bytes, key: logged.workspace.signer.publicKey })
  expect(said).toMatchObject({ verdict: 'intact', level: 'named', masked: true, values: { masked: 1 } })
  const text = Buffer.from(exported.bytes).toString()
  expect(text).not.toContain('priya@example.org')
  const line = linesIn(exported.bytes, 'openings.jsonl').find((one) => one.includes('"masked"'))
  expect(JSON.parse(line ?? '')).toMatchObject({ field: 'title', masked: 'letter to [masked e-mail]' })
  expect(line).not.toContain('salt')

  const full = await logged.exportAs(scope, 'full.zip', { level: 'full', masked: true })
  // A salt is random: four digits of a telephone number can stand in one.
  const words = linesIn(full.bytes, 'openings.jsonl')
    .join('\n')
    .replaceAll(/"salt":"[0-9a-f]+"/g, '')
  expect(words).toContain('[masked hash]')
  expect(words).not.toMatch(/"sha256":"[0-9a-f]{64}"/)
  for (const number of ['7946', 'priya@']) expect(words).not.toContain(number)
  await expect(logged.exportAs(scope, 'no.zip', { masked: true })).rejects.toMatchObject({
    code: 'bad-input',
  })
  logged.workspace.close()
})

const presidio = new URL('../../../shared/data/hostile/presidio-research/', import.meta.url)
const Labelled = z.array(
  z.object({
    full_text: z.string(),
    spans: z.array(
      z.object({
        entity_type: z.string(),
        entity_value: z.string(),
        start_position: z.int(),
        end_position: z.int(),
      }),
    ),
  }),
)

describe.skipIf(!existsSync(presidio))('texts labelled for personal data', () => {
  const kinds: Readonly<Record<string, string>> = {
    EMAIL_ADDRESS: 'e-mail',
    CREDIT_CARD: 'card',
    IBAN_CODE: 'IBAN',
    PHONE_NUMBER: 'phone',
  }

  test('most of each kind that can be validated is found, and little else', () => {
    const texts = Labelled.parse(
      JSON.parse(readFileSync(new URL('data/synth_dataset_v2.json', presidio), 'utf8')),
    )
    const labelled: Record<string, number> = {}
    const found: Record<string, number> = {}
    let wrong = 0
    for (const { full_text: text, spans } of texts) {
      const here = personalData(text)
      for (const { entity_type: type, start_position: start, end_position: end } of spans) {
        const kind = kinds[type]
        if (kind === undefined) continue
        labelled[kind] = (labelled[kind] ?? 0) + 1
        if (here.some((one) => one.start < end && one.end > start)) found[kind] = (found[kind] ?? 0) + 1
      }
      wrong += here.filter(
        (one) => !spans.some((span) => one.start < span.end_position && one.end > span.start_position),
      ).length
    }
    const share = (kind: string) => (found[kind] ?? 0) / (labelled[kind] ?? 1)
    expect(share('e-mail')).toBeGreaterThan(0.98)
    expect(share('IBAN')).toBeGreaterThan(0.95)
    expect(share('card')).toBeGreaterThan(0.9)
    expect(wrong / texts.length).toBeLessThan(0.02)
  })
})
