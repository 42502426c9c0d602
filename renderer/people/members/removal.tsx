import { createContext, type ReactNode, useContext } from 'react'
import type { WorkspaceCaller } from '../../api.ts'
import { confirmSheet } from '../../recovery/sheet.ts'
import { whenBoundAgain } from '../../window-state.ts'
import type { MadeClient } from '../../workspaces/new-client.ts'
import type { Member } from './members-panel.tsx'

/** A member about to be removed from the client that is open, and its new sheet. Nothing has been changed yet. */
export interface Removal {
  made: MadeClient
  member: Member
  /** How many documents the person agreed to leave without a reader. */
  told: number
  /** How it was open by then: its process ends on the way. */
  open: { binding: number; caller: WorkspaceCaller }
}

type Begin = (member: Member, told: number) => Promise<void>

const Context = createContext<Begin | null>(null)

export function RemovalProvider({ begin, children }: { begin: Begin; children: ReactNode }) {
  return <Context value={begin}>{children}</Context>
}

/** Makes the new key and shows its sheet. Throws what the core refuses with. */
export function useRemoval(): Begin {
  const begin = useContext(Context)
  if (!begin) throw new Error('nobody can be removed here')
  return begin
}

/**
 * The sheet is on paper: removes the member, waits until the client is open again under its new key, and says that the
 * sheet is confirmed.
 */
export async function carryOut({ made, member, told, open }: Removal): Promise<void> {
  const recoveryKey = made.recoveryKey.slice()
  try {
    await open.caller.call('members.remove', { member: member.id, told })
    // Whoever removed themself is let in no more; the others confirm their sheet.
    if (await whenBoundAgain(open.binding)) await confirmSheet(made, recoveryKey)
  } finally {
    recoveryKey.fill(0)
  }
}
