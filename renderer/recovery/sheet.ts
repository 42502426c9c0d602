import { firm } from '../api.ts'
import type { Client } from '../workspaces/clients.ts'
import type { MadeClient } from '../workspaces/new-client.ts'

/** A new recovery sheet for the client that is open. The one before it opens its file until this one is confirmed. */
export async function newSheet(client: Client): Promise<MadeClient> {
  const { recoveryKey } = await firm.call('workspaces.newRecoverySheet', { workspace: client.id })
  return { ...client, recoveryKey }
}

/** It is on paper and was typed back. @param recoveryKey as it is written down; left as it is */
export async function confirmSheet(client: Pick<Client, 'id'>, recoveryKey: Uint8Array): Promise<void> {
  await firm.call('workspaces.confirmRecoverySheet', {
    workspace: client.id,
    recoveryKey: recoveryKey.slice(),
  })
}

/** Letters and digits of a sheet as typed, pasted or scanned; what stands between them says nothing. */
export function sheetLetters(typed: string): string {
  return typed.replace(/[\s\p{Pd}]/gu, '')
}

/** How many a whole sheet has: 14 groups of 4. */
export const sheetLength = 56
