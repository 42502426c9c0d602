import { createHash } from 'node:crypto'
import type * as stretching from '../../core/keys/stretch.ts'

/** In place of `core/keys/stretch.ts`, where a test signs people in and out many times: half a second each otherwise. */
export async function quickStretch(
  original: () => Promise<typeof stretching>,
): Promise<Partial<typeof stretching>> {
  return {
    ...(await original()),
    stretch: (passphrase) =>
      Promise.resolve(new Uint8Array(createHash('sha256').update(passphrase).digest())),
  }
}
