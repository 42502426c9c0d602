import { Worker } from 'node:worker_threads'
import { BulkheadError } from '../errors.ts'

/** 0 to 4, as zxcvbn has it; what is below is refused. */
const fewestPoints = 3
/** In bytes of UTF-8: nobody types more, and measuring costs time. */
const mostBytes = 1_000

/**
 * Refuses a passphrase that is guessed too easily. It is measured in a thread of its own: measuring takes a string, which
 * cannot be zeroed, and that thread's memory goes with it. `passphrase` stays the caller's.
 *
 * @param known what anybody would try first: names of the person and the firm
 * @throws BulkheadError `weak-passphrase`, `bad-input`
 */
export async function requireStrong(passphrase: Uint8Array, known: readonly string[]): Promise<void> {
  if (passphrase.length > mostBytes)
    throw new BulkheadError(
      'bad-input',
      'That passphrase is too long to be typed again. Choose a shorter one.',
    )
  const points = await pointsOf(passphrase, known)
  if (points < fewestPoints)
    throw new BulkheadError(
      'weak-passphrase',
      'That passphrase is guessed too easily. Take a longer one: four or more unrelated words are easy to remember.',
    )
}

async function pointsOf(passphrase: Uint8Array, known: readonly string[]): Promise<number> {
  const copy = new Uint8Array(passphrase)
  const worker = new Worker(new URL('./strength-worker.ts', import.meta.url), {
    workerData: { passphrase: copy, known },
    transferList: [copy.buffer],
    execArgv: [],
    env: {},
  })
  try {
    return await new Promise<number>((resolve, reject) => {
      worker.once('message', (points: unknown) => resolve(Number(points)))
      worker.once('error', reject)
      worker.once('exit', () =>
        reject(new BulkheadError('internal', 'The passphrase could not be measured.')),
      )
    })
  } finally {
    await worker.terminate()
  }
}
