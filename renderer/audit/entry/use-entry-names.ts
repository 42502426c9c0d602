import { useMemo } from 'react'
import { useMembers } from '../../members.ts'
import { useWorkspace } from '../../workspace.tsx'
import { codesOnly, type EntryNames } from './entry-names.ts'

/** Names for the ids in the log: owners are told them, auditors see short codes. */
export function useEntryNames(): EntryNames {
  const { member: self } = useWorkspace().about
  const { data } = useMembers()
  return useMemo(() => {
    const members = new Map<unknown, string>(data?.members.map(({ id, name }) => [id, name]))
    const groups = new Map<unknown, string>(data?.groups.map(({ id, name }) => [id, name]))
    return {
      person: (id) => members.get(id) ?? (id === self ? 'You' : codesOnly.person(id)),
      group: (id) => groups.get(id) ?? codesOnly.group(id),
    }
  }, [data, self])
}
