import { firm } from '../api.ts'

export interface NewFirm {
  name: string
  /** The name of the first person. */
  staff: string
  keyStore: 'keychain' | 'passphrase'
  /** UTF-8 in NFC; null for this computer's login. Whoever made it zeroes it. */
  passphrase: Uint8Array | null
}

/** Sets up the firm and signs its first person in: whoever has just chosen a passphrase is not asked for it again. */
export async function createFirm(wanted: NewFirm): Promise<void> {
  await firm.call('firm.create', wanted)
  await firm.call('firm.signIn', { staff: null, passphrase: wanted.passphrase })
}
