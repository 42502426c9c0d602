import { bindWorkspace } from '../../core/firm/bind-workspace.ts'
import { signIn } from '../../core/firm/sign-in.ts'
import { newStretchParams, stretch } from '../../core/keys/stretch.ts'
import { temporaryFolder } from '../builders.ts'
import type { Measured } from './measure.ts'
import { ana, firmOfTwo, keysOf, openHere, passphraseOf } from '../people/firm-of-two.ts'

const turns = 9

/** What unlocking takes beside the stretching of the passphrase: signing in, and opening a small workspace's key and file. */
export async function measureUnlock(): Promise<Measured[]> {
  const folder = temporaryFolder()
  try {
    const { home, workspace } = await firmOfTwo(folder.path)
    const params = { ...newStretchParams(), N: 2 ** 14 }
    const signInMs: number[] = []
    const keyMs: number[] = []
    const fileMs: number[] = []
    for (let turn = 0; turn < turns; turn += 1) {
      const stretchMs = await timed(async () => await stretch(passphraseOf(ana), params))
      const startedMs = performance.now()
      const firm = await signIn(home, { staff: ana, passphrase: passphraseOf(ana) })
      signInMs.push(performance.now() - startedMs - stretchMs)
      keyMs.push(await timed(async () => await keysOf(bindWorkspace(firm, workspace), firm)))
      fileMs.push(await timed(async () => (await openHere(firm, workspace)).close()))
      firm.signOut()
    }
    const row = (what: string, values: readonly number[], reference: number | null): Measured => ({
      what: `unlock: ${what}, median`,
      unit: 'ms',
      bulkhead: middle(values),
      reference,
      against: reference === null ? '' : 'what is promised beyond the stretching',
    })
    return [
      row('sign-in beside the stretching', signInMs, 100),
      row('a workspace’s key, handed over', keyMs, null),
      row('the same with its file opened and checked', fileMs, null),
    ]
  } finally {
    folder.remove()
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
