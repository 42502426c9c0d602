import { useNavigation } from '../navigation.tsx'
import { languageOf } from '../sources/language-of.ts'
import { Button } from '../ui/button.tsx'
import { WorkspaceTile } from '../ui/marks/workspace-tile.tsx'
import { useWorkspace } from '../workspace.tsx'
import { useSamples } from '../workspaces/samples.ts'
import styles from './empty-thread.module.css'

/** A thread in which nothing was asked: what this place is for. */
export function EmptyThread({ onAsk }: { onAsk: (question: string) => void }) {
  const { about } = useWorkspace()
  return (
    <div className={styles['empty']}>
      <WorkspaceTile name={about.name} colour={about.colour} state="open" size="lg" />
      <h2 className={styles['name']} dir="auto">
        {about.name}
      </h2>
      {about.documents === 0 ? <NoDocuments /> : <WhatToAsk onAsk={onAsk} />}
    </div>
  )
}

function NoDocuments() {
  const { go } = useNavigation()
  return (
    <>
      <p className={styles['words']}>
        There are no documents here that you can read. Questions are answered from documents, and from nothing
        else.
      </p>
      <Button variant="primary" icon="plus" onPress={() => go({ kind: 'documents' })}>
        Add documents
      </Button>
    </>
  )
}

function WhatToAsk({ onAsk }: { onAsk: (question: string) => void }) {
  const { about } = useWorkspace()
  const samples = useSamples()
  const questions = samples.data?.find(({ name }) => name === about.name)?.questions ?? []
  const documents =
    about.documents === 1 ? 'the one document' : `the ${about.documents.toLocaleString()} documents`
  return (
    <>
      <p className={styles['words']}>
        Ask what stands in {documents} that you can read: a date, an amount, a name, who agreed to what. The
        answer is in their own words, each with the page that it is from. Where they don’t say, you are told
        so.
      </p>
      {questions.length > 0 && (
        <ul className={styles['samples']} aria-label="Questions to try">
          {questions.map((question) => (
            <li key={question} lang={languageOf(question)}>
              <Button isFullWidth onPress={() => onAsk(question)}>
                {question}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
