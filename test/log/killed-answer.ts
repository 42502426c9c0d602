import { parentPort } from '../../core/process/parent-port.ts'
import { z } from 'zod'
import { AnswerId, newId, StaffId, WorkspaceId } from '../../core/ids.ts'
import { unlock } from '../../core/workspace/unlock.ts'

/** Begins an answer in the file it is told of, says so, and waits to be killed. */
const Order = z.object({
  file: z.string(),
  key: z.instanceof(Uint8Array),
  workspace: WorkspaceId,
  member: z.object({ id: StaffId, publicKey: z.instanceof(Uint8Array) }),
  anchorNote: z.string().nullable(),
  signingKey: z.instanceof(Uint8Array),
})

const port = parentPort()
port.onMessage((message) => void begin(Order.parse(message)))

async function begin(order: z.infer<typeof Order>): Promise<void> {
  const unlocked = await unlock({ ...order, recoveredBy: null })
  if (unlocked.kind !== 'open') throw new Error('the log does not check')
  const answer = newId(AnswerId)
  unlocked.scope.write((writer) => {
    const { at: askedMs } = writer.record({
      type: 'answer.began',
      outcome: 'done',
      about: { answer },
      sealed: {
        question: 'When?',
        passages: [],
        model: 'extractive',
        prompt: '',
        embedder: null,
        reranker: null,
        how: { mode: 'documents', searched: 'When?', groups: [], ranks: [], turns: [], settings: null },
      },
    })
    writer.threads.begin({ thread: null, answer, question: 'When?', askedMs, sources: [] })
  })
  port.send({ answer })
}
