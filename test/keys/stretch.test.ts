import { scryptSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { newStretchParams, parseStretchParams, stretch } from '../../core/keys/stretch.ts'
import { expectRefusal } from './refusal.ts'

const passphrase = Buffer.from('nine small pebbles', 'utf8')

test('a passphrase is stretched by scrypt with the parameters of a new account', async () => {
  const params = newStretchParams()
  expect(params).toMatchObject({ N: 131_072, r: 8, p: 1 })
  expect(newStretchParams().salt).not.toBe(params.salt)
  const stored = parseStretchParams(JSON.parse(JSON.stringify(params)))
  const stretched = await stretch(passphrase, stored)
  const expected = scryptSync(passphrase, Buffer.from(params.salt, 'base64'), 32, {
    N: 2 ** 17,
    r: 8,
    maxmem: 2 ** 28,
  })
  expect([...stretched]).toEqual([...expected])
})

test('another salt or another passphrase gives another result', async () => {
  const params = { ...newStretchParams(), N: 2 ** 14 }
  const one = await stretch(passphrase, params)
  expect(await stretch(passphrase, params)).toEqual(one)
  expect(await stretch(Buffer.from('nine small pebblez'), params)).not.toEqual(one)
  expect(await stretch(passphrase, { ...params, salt: newStretchParams().salt })).not.toEqual(one)
})

describe('K2: stored parameters out of bounds are refused', () => {
  const good = newStretchParams()

  test.each([{ N: 2 ** 14 }, { N: 2 ** 20 }, { r: 16 }, { p: 4 }])('%o is at the bound', (change) => {
    expect(parseStretchParams({ ...good, ...change })).toEqual({ ...good, ...change })
  })

  test.each([
    { N: 2 ** 13 },
    { N: 2 ** 21 },
    { N: 2 ** 17 + 1 },
    { N: -(2 ** 17) },
    { N: Number.NaN },
    { N: '131072' },
    { r: 7 },
    { r: 17 },
    { r: 8.5 },
    { p: 0 },
    { p: 5 },
    { salt: Buffer.alloc(15).toString('base64') },
    { salt: Buffer.alloc(17).toString('base64') },
    { salt: 'AAAAAAAAAAAAAAAAAAAAAB==' },
    { salt: '' },
    { format: 'bulkhead scrypt 2' },
    { extra: 1 },
  ])('%o', async (change) => {
    await expectRefusal(() => parseStretchParams({ ...good, ...change }), 'tampered-wrap')
    await expectRefusal(() => stretch(passphrase, { ...good, ...(change as object) }), 'tampered-wrap')
  })

  test.each([null, undefined, 3, [], 'x', {}])('%o', async (value) => {
    await expectRefusal(() => parseStretchParams(value), 'tampered-wrap')
  })
})
