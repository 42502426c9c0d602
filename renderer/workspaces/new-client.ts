import type { WorkspaceId } from '../../core/ids.ts'
import { firm } from '../api.ts'
import type { Client } from './clients.ts'
import type { Sample } from './samples.ts'

/** How many colours there are to tell clients apart. */
const colours = 8

/** A client that was just made, with the only copy of its recovery key. */
export interface MadeClient extends Client {
  /** UTF-8 of the key as it is written down. Zeroed by whoever shows it. */
  recoveryKey: Uint8Array
}

export async function makeClient(name: string, colour: number): Promise<MadeClient> {
  const bytes = new TextEncoder().encode(clientName(name))
  try {
    const made = await firm.call('workspaces.create', { name: bytes, colour })
    return {
      id: made.workspace,
      name: clientName(name),
      colour: made.colour,
      sheet: 'unconfirmed',
      recoveryKey: made.recoveryKey,
    }
  } finally {
    bytes.fill(0)
  }
}

/** Makes the workspace of an invented client. Nothing in it is worth a recovery sheet, so the key is dropped. */
export async function makeSampleClient({ name, colour }: Sample): Promise<WorkspaceId> {
  const { id, recoveryKey } = await makeClient(name, colour)
  recoveryKey.fill(0)
  return id
}

/** A name as it is kept: the same letters are the same bytes, however they were typed. */
export function clientName(typed: string): string {
  return typed.trim().replace(/\s+/gu, ' ').normalize('NFC')
}

/** Two names that a person would take for one. */
export function sameName(one: string, other: string): boolean {
  return clientName(one).toLocaleLowerCase() === clientName(other).toLocaleLowerCase()
}

/** The first colour that no client has, or the one that comes next when all are taken. */
export function nextColour(clients: readonly Pick<Client, 'colour'>[]): number {
  const taken = new Set(clients.map(({ colour }) => colour))
  for (let colour = 0; colour < colours; colour++) if (!taken.has(colour)) return colour
  return clients.length % colours
}
