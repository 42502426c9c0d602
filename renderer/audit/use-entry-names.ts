import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useWorkspace } from '../workspace.tsx'
import { codesOnly, type EntryNames } from './entry-names.ts'

/** Names for the ids in the log: owners are told them, auditors see short codes. Asked for once; it is an entry too. */
export function useEntryNames(): EntryNames {
  const { binding, caller, about } = useWorkspace()
  const people = useQuery({
    queryKey: ['members.list', binding],
    queryFn: async () => await caller.call('members.list', {}),
    enabled: about.role === 'owner',
  })
  return useMemo(() => {
    const members = new Map<unknown, string>(people.data?.members.map(({ id, name }) => [id, name]))
    const groups = new Map<unknown, string>(people.data?.groups.map(({ id, name }) => [id, name]))
    return {
      person: (id) => members.get(id) ?? (id === about.member ? 'You' : codesOnly.person(id)),
      group: (id) => groups.get(id) ?? codesOnly.group(id),
    }
  }, [people.data, about.member])
}
