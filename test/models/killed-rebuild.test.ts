import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InstalledModel } from '../../core/contract/model.ts'
import type { Firm } from '../../core/firm/firm.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { builtInFolder } from '../embed/built-in-folder.ts'
import { temporaryFolder } from '../builders.ts'
import { addWorkspace, open, signedIn, smallFirm } from '../faults/small-firm.ts'
import { watchUntil } from './choose.ts'
import { installedEmbedder } from './installed.ts'

const folder = temporaryFolder()
const words = ['rent', 'due', 'may', 'shop', 'lease', 'keys', 'lost', 'flat']
let firm: Firm
let id: WorkspaceId
let other: InstalledModel

beforeAll(async () => {
  await builtInFolder()
  // Slow enough that a signal comes in the middle of it.
  other = await installedEmbedder(folder.path, { seed: 'other', words, dimension: 128, layers: 4 })
  firm = await signedIn(await smallFirm(folder.path))
  id = (await addWorkspace(firm, 'Client')).id
})
afterAll(() => {
  firm.signOut()
  folder.remove()
})

/** A text that is split into so many passages, or a few more. */
function writeLongText(passages: number): string {
  const documents = join(folder.path, 'documents')
  mkdirSync(documents)
  const sections = Array.from(
    { length: passages },
    (_, number) =>
      `# Flat ${number}\n\n${'The rent of the flat is due in May, and the keys are lost. '.repeat(12)}`,
  )
  writeFileSync(join(documents, 'flats.md'), sections.join('\n\n'))
  return documents
}

test('K5: killed while another embedder reads everything anew, it goes on where it was, and the old one serves meanwhile', async () => {
  const documents = writeLongText(600)
  const workspace = await open(firm, id)
  await workspace.offer([documents])
  await workspace.caller.call('documents.import', { paths: [documents] })
  workspace.lend([other])
  await workspace.caller.call('model.select', { task: 'embed', sha256: other.sha256 })
  const watching = watchUntil(workspace.caller, ({ embedder }) => {
    if ((embedder.reading?.done ?? 0) === 0) return embedder.serving?.sha256 === other.sha256
    process.kill(workspace.pid, 'SIGKILL')
    return false
  })
  await expect(watching).rejects.toMatchObject({ code: 'process-ended' })
  await workspace.exited

  // Without the new one's files nothing goes on, and what was made is there.
  const again = await open(firm, id)
  const { embedder } = await again.caller.call('model.state', {})
  expect(embedder).toMatchObject({ chosen: { name: 'other' }, serving: { name: 'built-in' } })
  const { done, total } = embedder.reading!
  expect(done).toBeGreaterThan(0)
  expect(done).toBeLessThan(total)
  const query = { query: 'rent of the flat', mode: 'vector' } as const
  const old = await again.caller.call('search', query)
  expect(old.embedder).toMatchObject({ name: 'built-in' })
  expect(old.hits.length).toBeGreaterThan(0)

  again.lend([other])
  const states = await watchUntil(again.caller, (state) => state.embedder.serving?.sha256 === other.sha256)
  for (const { embedder: on } of states) if (on.reading) expect(on.reading.done).toBeGreaterThanOrEqual(done)
  expect(await again.caller.call('search', query)).toMatchObject({ embedder: { name: 'other' } })
  const { entries } = await again.caller.call('log.list', { limit: 50 })
  expect(entries.filter(({ type }) => type === 'index.switched')).toHaveLength(1)
  await again.lock()
})
