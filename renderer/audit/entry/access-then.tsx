import { useState } from 'react'
import { DocumentId, StaffId } from '../../../core/ids.ts'
import { useKnownTitles } from '../../documents/documents.ts'
import { dayOf } from '../../people/access/day-end.ts'
import { ReadableDrawer } from '../../people/access/readable-drawer.tsx'
import { ReadersDrawer } from '../../people/access/readers-drawer.tsx'
import { Button } from '../../ui/button.tsx'
import type { OpenedEntry } from '../log.ts'
import { type EntryNames, shortCode } from './entry-names.ts'

export interface AccessThenProps {
  entry: OpenedEntry['entry']
  names: EntryNames
}

/** From an entry to who could read its document, and what its person could read, on that day or another. */
export function AccessThen({ entry: { actor, about, at }, names }: AccessThenProps) {
  const titles = useKnownTitles()
  const [asked, setAsked] = useState<'document' | 'person' | null>(null)
  const document = DocumentId.safeParse(about['document'])
  const person = StaffId.safeParse(about['member'] ?? actor)
  const close = () => setAsked(null)
  return (
    <>
      {document.success && (
        <Button size="sm" icon="eye" onPress={() => setAsked('document')}>
          Who could read it then
        </Button>
      )}
      {person.success && (
        <Button size="sm" icon="eye" onPress={() => setAsked('person')}>
          {`What ${names.person(person.data)} could read then`}
        </Button>
      )}
      <ReadersDrawer
        document={
          asked === 'document' && document.success
            ? {
                id: document.data,
                title: titles.get(document.data) ?? `Document ${shortCode(document.data)}`,
              }
            : null
        }
        day={dayOf(at)}
        onClose={close}
      />
      <ReadableDrawer
        person={
          asked === 'person' && person.success ? { id: person.data, name: names.person(person.data) } : null
        }
        day={dayOf(at)}
        onClose={close}
      />
    </>
  )
}
