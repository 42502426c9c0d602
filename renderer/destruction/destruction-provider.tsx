import { createContext, type ReactNode, useContext } from 'react'
import type { Client } from '../workspaces/clients.ts'

type Begin = (client: Client) => void

const Context = createContext<Begin | null>(null)

/** Where a destruction is begun: its screen stands above the client, whose process ends on the way. */
export function DestructionProvider({ begin, children }: { begin: Begin | null; children: ReactNode }) {
  return <Context value={begin}>{children}</Context>
}

/** Shows what a destruction is, and asks for what it takes; nothing is changed yet. Null where nobody can begin one. */
export function useDestruction(): Begin | null {
  return useContext(Context)
}
