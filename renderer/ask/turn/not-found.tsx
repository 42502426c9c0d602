import { useNavigation } from '../../navigation.tsx'
import { useSearchText } from '../../search/use-search-text.ts'
import { useWorkspace } from '../../workspace.tsx'
import { Button } from '../../ui/button.tsx'
import styles from './turn.module.css'

interface NotFoundProps {
  question: string
  /** The sentence that the answer ended with. */
  text: string
  onEdit: () => void
}

/** The documents do not say. Nothing is guessed; there are other ways to look. */
export function NotFound({ question, text, onEdit }: NotFoundProps) {
  const { go } = useNavigation()
  const { about } = useWorkspace()
  const [, setSearch] = useSearchText()
  return (
    <div className={styles['words']}>
      <p>
        <strong>{text}</strong>
      </p>
      <p>
        {about.documents === 0
          ? 'There are no documents that you can read here yet.'
          : 'Put it in the words that the documents would use, or look through them yourself.'}
      </p>
      <div className={styles['next']}>
        {about.documents > 0 && (
          <>
            <Button size="sm" icon="edit" onPress={onEdit}>
              Rephrase
            </Button>
            <Button
              size="sm"
              icon="search"
              onPress={() => {
                setSearch(question)
                go({ kind: 'search' })
              }}
            >
              Search the documents
            </Button>
          </>
        )}
        <Button size="sm" icon="plus" onPress={() => go({ kind: 'documents' })}>
          Add documents
        </Button>
      </div>
    </div>
  )
}
