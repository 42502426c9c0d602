import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeItems, encodeItems } from '../../core/keys/store/item-table.ts'
import { expectRefusal } from './refusal.ts'

const name = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', '-', ':', '0', '1', '2'),
  minLength: 1,
  maxLength: 60,
})
const tables = fc
  .dictionary(name, fc.uint8Array({ maxLength: 300 }))
  .map((items) => new Map(Object.entries(items)))

test('items read back as they were, in one order, whatever the order they came in', () => {
  fc.assert(
    fc.property(tables, (items) => {
      const bytes = encodeItems(items)
      const read = decodeItems(bytes)
      expect([...read.keys()]).toEqual([...items.keys()].sort())
      for (const [item, value] of items) expect([...(read.get(item) ?? [])]).toEqual([...value])
      expect(encodeItems(new Map([...items].reverse()))).toEqual(bytes)
    }),
  )
})

test('K2: bytes that are no table are refused, or write the same bytes again', async () => {
  await fc.assert(
    fc.asyncProperty(
      tables,
      fc.nat(),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (items, cut, at, change) => {
        const bytes = Uint8Array.from(encodeItems(items))
        if (bytes.length > 0) bytes[at % bytes.length]! ^= change
        const damaged = bytes.subarray(0, bytes.length - (cut % 3))
        let read: Map<string, Uint8Array>
        try {
          read = decodeItems(damaged)
        } catch (error) {
          await expectRefusal(() => Promise.reject(error), 'tampered-wrap')
          return
        }
        expect([...encodeItems(read)]).toEqual([...damaged])
      },
    ),
  )
})
