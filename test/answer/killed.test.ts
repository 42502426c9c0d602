import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InstalledModel } from '../../core/contract/model.ts'
import type { Firm } from '../../core/firm/firm.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { temporaryFolder } from '../builders.ts'
import { addWorkspace, open, signedIn, smallFirm } from '../faults/small-firm.ts'
import { lentTinyModel } from './tiny-generator.ts'

const folder = temporaryFolder()
/** One character after the other, slowly enough that a signal comes in between. */
const said = `] ${Array.from({ length: 93 }, (_, at) => String.fromCharCode(33 + at))
  .join('')
  .replace(']', '')}`
let firm: Firm
let id: WorkspaceId
let model: InstalledModel

beforeAll(async () => {
  model = lentTinyModel(folder.path, { seed: 'killed', width: 512, layers: 3, says: [said] })
  firm = await signedIn(await smallFirm(folder.path))
  id = (await addWorkspace(firm, 'Client')).id
})
afterAll(() => {
  firm.signOut()
  folder.remove()
})

// What a crash of the runtime's native code comes to, and what the system does when memory runs out.
test.each(['SIGSEGV', 'SIGKILL'] as const)(
  'K5, A1: a workspace process that ends by %s while its model writes loses nothing that was kept: thread, log and trace have it',
  async (signal) => {
    const workspace = await open(firm, id)
    workspace.lend([model])
    await workspace.caller.call('model.select', { task: 'generate', sha256: model.sha256 })
    let thread = ''
    let shown = ''
    let pieces = 0
    const asking = workspace.caller.call(
      'ask',
      { question: 'What do you say?', mode: 'chat' },
      {
        onEvent: (event, payload) => {
          if (event === 'answer.began') ({ thread } = payload as { thread: string })
          if (event !== 'answer.text') return
          shown += payload.text
          pieces += 1
          if (pieces === 3) process.kill(workspace.pid, signal)
        },
      },
    )
    await expect(asking).rejects.toMatchObject({ code: 'process-ended' })
    expect(await workspace.exited).toMatchObject({ signal })

    const again = await open(firm, id)
    const { entries } = await again.caller.call('log.list', { limit: 20 })
    const ended = entries.find(({ type }) => type === 'answer.ended')
    expect(ended).toMatchObject({ outcome: 'interrupted' })
    const entry = await again.caller.call('log.entry', { seq: ended!.seq })
    const { turns } = await again.caller.call('threads.open', { thread })
    const { reply } = turns.at(-1)!
    if (reply.kind !== 'interrupted') throw new Error(`the reply is ${reply.kind}`)
    expect(reply.text).not.toBe('')
    expect(shown.startsWith(reply.text)).toBe(true)
    expect(entry.openings['text']).toMatchObject({ value: reply.text })
    // Nothing that was not checked is told to a model again, and the workspace goes on.
    again.lend([model])
    const next = await again.caller.call('ask', {
      question: 'And then?',
      mode: 'chat',
      thread,
    })
    expect(next.reply.kind).toBe('written')
    await again.lock()
  },
)
