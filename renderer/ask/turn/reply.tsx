import type { Turn } from '../../../core/contract/workspace/threads.ts'
import { languageOf } from '../../sources/language-of.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { NotFound } from './not-found.tsx'
import { Quotations } from './quotations.tsx'
import styles from './turn.module.css'
import { WrittenAnswer } from './written-answer.tsx'

interface ReplyProps {
  question: string
  reply: Turn['reply']
  onEdit: () => void
}

/** How an answer came out. */
export function Reply({ question, reply, onEdit }: ReplyProps) {
  switch (reply.kind) {
    case 'answered':
      return <Quotations citations={reply.citations} />
    case 'not-found':
      return <NotFound question={question} text={reply.text} onEdit={onEdit} />
    case 'stopped':
      return (
        <>
          {reply.citations.length > 0 && <Quotations citations={reply.citations} />}
          <Note icon="stop">
            {reply.citations.length > 0
              ? 'You stopped this answer. What was shown by then is kept.'
              : 'You stopped this answer before anything was shown.'}
          </Note>
        </>
      )
    case 'written':
      return (
        <>
          {reply.text !== '' && <WrittenAnswer reply={reply} />}
          {reply.end === 'stopped' && (
            <Note icon="stop">
              {reply.text === ''
                ? 'You stopped this answer before anything was shown.'
                : 'You stopped this answer. What was shown by then is kept.'}
            </Note>
          )}
        </>
      )
    case 'interrupted':
      return (
        <>
          {reply.text !== '' && (
            <p className={styles['writing']} dir="auto" lang={languageOf(reply.text)}>
              {reply.text}
            </p>
          )}
          <Note icon="warning">
            {reply.text === ''
              ? 'This answer was interrupted before anything of it was kept. Ask again.'
              : 'This answer was interrupted. What was kept of it was not held against its sources; ask again.'}
          </Note>
        </>
      )
    case 'hidden':
      return <Note icon="eye-off">This answer rests on a document that you can no longer read.</Note>
    default:
      return reply satisfies never
  }
}

function Note({ icon, children }: { icon: IconName; children: string }) {
  return (
    <p className={styles['note']}>
      <Icon name={icon} size={14} />
      {children}
    </p>
  )
}
