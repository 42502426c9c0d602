import { useState } from 'react'
import type { AnswerId } from '../../../core/ids.ts'
import { TraceDrawer } from '../../audit/trace/trace-drawer.tsx'
import { useNavigation } from '../../navigation.tsx'
import { useWorkspace } from '../../workspace.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import styles from './turn.module.css'

interface TurnFootProps {
  /** What is copied; null where there is nothing. */
  copied: string | null
  /** Puts the question into the composer. */
  onEdit: () => void
  /** Which model wrote it; null for quotations. */
  maker: string | null
  /** Asks the same again, and what that is called. */
  againWords: string
  onAgain: () => void
  mayAsk: boolean
  answer: AnswerId
  /** Whether it can be shown how it was made: not of an answer that is hidden. */
  mayTrace: boolean
  /** Sequence of the entry that the answer ended with. */
  entry: number | null
}

/** What can be done with an answer, and the entry that it has in the log. */
export function TurnFoot({
  copied,
  onEdit,
  maker,
  againWords,
  onAgain,
  mayAsk,
  answer,
  mayTrace,
  entry,
}: TurnFootProps) {
  const [isTraced, setTraced] = useState(false)
  return (
    <div className={styles['foot']}>
      {copied !== null && <CopyButton text={copied} label="Copy with sources" done="Answer copied" />}
      <IconButton size="sm" icon="edit" label="Edit question" onPress={onEdit} />
      <IconButton size="sm" icon="refresh" label={againWords} isDisabled={!mayAsk} onPress={onAgain} />
      {mayTrace && (
        <IconButton size="sm" icon="trace" label="How this answer was made" onPress={() => setTraced(true)} />
      )}
      <TraceDrawer answer={isTraced ? answer : null} onClose={() => setTraced(false)} />
      {maker !== null && (
        <span className={styles['maker']} title={maker}>
          {maker}
        </span>
      )}
      <span className={styles['grow']} />
      {entry !== null && <EntryLink entry={entry} />}
    </div>
  )
}

/** Leads whoever may read the log to the entry; to others it is a number to name. */
function EntryLink({ entry }: { entry: number }) {
  const { about } = useWorkspace()
  const { go } = useNavigation()
  const words = `Entry ${entry.toLocaleString()}`
  if (about.role === 'member') return <span>{words}</span>
  return (
    <Button variant="quiet" size="sm" onPress={() => go({ kind: 'audit', entry })}>
      {words}
    </Button>
  )
}
