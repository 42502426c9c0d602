import { useMemo } from 'react'
import { useKnownTitles } from '../../documents/documents.ts'
import { useMembers } from '../../members.ts'
import { useWorkspace } from '../../workspace.tsx'
import { codesOnly, type EntryNames } from './entry-names.ts'

/** Names for the ids in the log: owners are told them, auditors see short codes. */
export function useEntryNames(): EntryNames {
  const { member: self } = useWorkspace().about
  const { data } = useMembers()
  const titles = useKnownTitles()
  return useMemo(() => {
    const members = new Map<unknown, string>(data?.members.map(({ id, name }) => [id, name]))
    const groups = new Map<unknown, string>(data?.groups.map(({ id, name }) => [id, name]))
    return {
      person: (id) => members.get(id) ?? (id === self ? 'You' : codesOnly.person(id)),
      group: (id) => groups.get(id) ?? codesOnly.group(id),
      document(id) {
        const title = typeof id === 'string' ? titles.get(id) : undefined
        // A name of a file may run from right to left, and the words around it do not.
        return title === undefined ? codesOnly.document(id) : `\u2068${title}\u2069`
      },
    }
  }, [data, self, titles])
}
