import { createContext, type ReactNode, useContext } from 'react'
import type { Client } from '../workspaces/clients.ts'

/** What can be begun from several places; null for those who may not. */
export interface RecoveryActions {
  /** Makes a new recovery sheet of the client that is open, and shows it. Throws what the core refuses with. */
  newSheet: (client: Client) => Promise<void>
  /** Asks for a file and a sheet, and brings the client in. */
  bringIn: () => void
}

const Context = createContext<RecoveryActions | null>(null)

export function RecoveryProvider({
  actions,
  children,
}: {
  actions: RecoveryActions | null
  children: ReactNode
}) {
  return <Context value={actions}>{children}</Context>
}

export function useRecovery(): RecoveryActions | null {
  return useContext(Context)
}
