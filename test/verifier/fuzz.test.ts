import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeEngine } from '../../verifier/command/node-engine.ts'
import { temporaryFolder } from '../builders.ts'
import { type LoggedWorkspace, loggedWorkspace } from '../export/logged-workspace.ts'
import { saidBy } from './readers.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

let logged: LoggedWorkspace
const bundles: Record<string, Uint8Array> = {}
beforeAll(async () => {
  logged = await loggedWorkspace(folder.path)
  const scope = await logged.workspace.open()
  const small = { from: { seq: 8 }, before: { seq: 40 } }
  bundles['full'] = (await logged.exportAs(scope, 'full.zip', { level: 'full', ...small })).bytes
  bundles['masked'] = (
    await logged.exportAs(scope, 'masked.zip', { level: 'full', masked: true, ...small })
  ).bytes
  bundles['redacted'] = (await logged.exportAs(scope, 'redacted.zip')).bytes
  logged.workspace.close()
})

const verdictOf = async (bundle: Uint8Array) =>
  (await saidBy(nodeEngine, { bundle, key: logged.workspace.signer.publicKey })).verdict

describe.each(['full', 'masked', 'redacted'])('A6: a %s bundle', (name) => {
  const bundle = () => bundles[name]!

  test('control: it is intact', async () => expect(await verdictOf(bundle())).toBe('intact'))

  test('with any one byte changed, it is not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bundle().length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const changed = Uint8Array.from(bundle())
        changed[at] = (changed[at] ?? 0) ^ change
        expect(await verdictOf(changed)).not.toBe('intact')
      }),
      { numRuns: 1_000 },
    )
  })

  test('with each byte of its last 2,000, and of its first 200, changed: headers, manifest and checkpoint', async () => {
    const { length } = bundle()
    const places = [
      ...Array.from({ length: 200 }, (_, index) => index),
      ...Array.from({ length: 2_000 }, (_, index) => length - 1 - index),
    ]
    for (const at of places) {
      const changed = Uint8Array.from(bundle())
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
      expect(await verdictOf(changed), `byte ${at}`).not.toBe('intact')
    }
  })

  test('with some bytes taken out, put in or exchanged, it is not', async () => {
    const place = fc.nat(bundle().length - 1)
    await fc.assert(
      fc.asyncProperty(place, place, fc.uint8Array({ maxLength: 40 }), async (from, to, bytes) => {
        const [start, end] = from < to ? [from, to] : [to, from]
        const changed = Buffer.concat([bundle().subarray(0, start), bytes, bundle().subarray(end)])
        fc.pre(!changed.equals(bundle()))
        expect(await verdictOf(changed)).not.toBe('intact')
      }),
      { numRuns: 300 },
    )
  })
})

test('A6: any bytes at all are judged, never an error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      expect(await verdictOf(bytes)).toMatch(/^(not-a-bundle|incomplete)$/)
    }),
    { numRuns: 300 },
  )
})
