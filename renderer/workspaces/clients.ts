import { useQuery } from '@tanstack/react-query'
import type { SheetState } from '../../core/contract/recovery.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { firm } from '../api.ts'

/** One client of this person's, in the order they were made. */
export interface Client {
  id: WorkspaceId
  name: string
  /** 0 to 7. */
  colour: number
  sheet: SheetState
}

export const clientsKey = ['workspaces.list'] as const

/** The clients that this person is a member of; of others not even the names are known. */
export function useClients() {
  return useQuery({ queryKey: clientsKey, queryFn: listClients })
}

async function listClients() {
  const { workspaces, closed } = await firm.call('workspaces.list', {})
  const decoder = new TextDecoder()
  const clients: Client[] = workspaces.map(({ id, name, colour, sheet }) => ({
    id,
    name: decoder.decode(name),
    colour,
    sheet,
  }))
  return { clients, closed }
}
