import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { contextBytes } from '../../core/keys/context.ts'
import { derive } from '../../core/keys/derive.ts'

const parts = fc
  .tuple(fc.string(), fc.array(fc.string()))
  .map(([first, rest]): [string, ...string[]] => [first, ...rest])

test('derive: the same secret and purpose give the same key, each other purpose another one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 64 }), parts, parts, (secret, one, other) => {
      const key = derive(secret, one)
      expect(key).toHaveLength(32)
      expect(derive(secret, one)).toEqual(key)
      expect(Buffer.from(derive(secret, other)).equals(key)).toBe(
        JSON.stringify(one) === JSON.stringify(other),
      )
    }),
  )
})

test('derive: neither a moved boundary nor a quote inside a part gives the same key', () => {
  const secret = new Uint8Array(32).fill(9)
  const keys = [['ab', 'c'], ['a', 'bc'], ['abc'], ['ab', 'c', ''], ['ab","c'], ['ab', '', 'c']] as const
  const distinct = new Set(keys.map((info) => Buffer.from(derive(secret, [...info])).toString('hex')))
  expect(distinct.size).toBe(keys.length)
})

test('contexts are canonical JSON, in which a number is not its text', () => {
  expect(Buffer.from(contextBytes(['a "format"', 'é', 3])).toString()).toBe('["a \\"format\\"","é",3]')
  expect(contextBytes(['a', 1])).not.toEqual(contextBytes(['a', '1']))
})
