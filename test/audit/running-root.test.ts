import { expect, test } from 'vitest'
import { emptyRoot } from '../../core/audit/merkle.ts'
import { RunningRoot } from '../../core/audit/running-root.ts'
import { PlainTree } from './plain-tree.ts'

const leaf = (index: number) => `${'x'.repeat(index)}é`
const tree = new PlainTree(leaf)

test('A2: the root after each leaf, and every complete subtree once, are those of RFC 6962', () => {
  const seen = new Set<string>()
  const running = new RunningRoot((level, position, hash) => {
    expect(hash).toBe(tree.hash(position * 2 ** level, (position + 1) * 2 ** level).toString('hex'))
    expect(seen.has(`${level}/${position}`)).toBe(false)
    seen.add(`${level}/${position}`)
  })
  expect(running.root).toEqual(emptyRoot)
  for (let size = 1; size <= 130; size += 1) {
    running.add(`\0${leaf(size - 1)}`)
    expect(running.root).toEqual(tree.hash(0, size))
  }
  expect(seen.size).toBe(130 + 65 + 32 + 16 + 8 + 4 + 2 + 1)
})
