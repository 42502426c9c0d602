import { setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Collects what nobody holds any more, now and not some time: keys inside of the cryptography library, which are zeroed
 * when they are let go, and what pages have said.
 */
export async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  // What a finalizer lets go is free at the next one, and finalizers run in turns of their own.
  for (let round = 0; round < 4; round++) {
    collect()
    await setTimeout(10)
  }
}
