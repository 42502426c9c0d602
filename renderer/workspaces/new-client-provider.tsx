import { createContext, type ReactNode, useContext } from 'react'

/** Begins a new client; null for those who may not make one. */
const Context = createContext<(() => void) | null>(null)

export function NewClientProvider({ begin, children }: { begin: (() => void) | null; children: ReactNode }) {
  return <Context value={begin}>{children}</Context>
}

export function useNewClient(): (() => void) | null {
  return useContext(Context)
}
