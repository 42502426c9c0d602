import { DocumentId } from '../../../core/ids.ts'
import { useKnownTitles } from '../../documents/documents.ts'
import { type Source, useNavigation } from '../../navigation.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { useWorkspace } from '../../workspace.tsx'
import { shortCode } from './entry-names.ts'

export interface DocumentLinkProps {
  id: unknown
  /** The quoted place in it. */
  span?: Source['span']
  /** After its name: "page 4". */
  place?: string | undefined
}

/** A document that an entry speaks of: its name where it is known, and for owners the way to it. */
export function DocumentLink({ id, span = null, place }: DocumentLinkProps) {
  const { role } = useWorkspace().about
  const { go, showSource } = useNavigation()
  const titles = useKnownTitles()
  const document = DocumentId.safeParse(id)
  const title = (document.success && titles.get(document.data)) || `Document ${shortCode(id)}`
  const name = place === undefined ? title : `${title}, ${place}`
  if (role !== 'owner' || !document.success) return <bdi>{name}</bdi>
  return (
    <LinkButton
      onPress={() => {
        go({ kind: 'documents' })
        showSource({ document: document.data, title, span })
      }}
    >
      <bdi>{name}</bdi>
    </LinkButton>
  )
}
