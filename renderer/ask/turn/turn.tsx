import { memo, type ReactNode } from 'react'
import type { Turn } from '../../../core/contract/workspace/threads.ts'
import type { AnswerId } from '../../../core/ids.ts'
import { languageOf } from '../../sources/language-of.ts'
import { Banner } from '../../ui/banner.tsx'
import { Busy } from '../../ui/busy.tsx'
import { Button } from '../../ui/button.tsx'
import type { Asked } from '../conversation/conversations.ts'
import { AskedTime } from './asked-time.tsx'
import { copiedAnswer, copiedWriting } from './copied-answer.ts'
import { Quotations } from './quotations.tsx'
import { Reply } from './reply.tsx'
import { TurnFoot } from './turn-foot.tsx'
import styles from './turn.module.css'

interface Actions {
  asker: string
  onEdit: (question: string, instead?: AnswerId) => void
  onAgain: (question: string, instead?: AnswerId) => void
  /** Whether another question may be asked now. */
  mayAsk: boolean
}

/** A question and its answer, as the thread keeps them. */
export const KeptTurn = memo(function KeptTurn({
  turn,
  isLast,
  asker,
  onEdit,
  onAgain,
  mayAsk,
}: { turn: Turn; isLast: boolean } & Actions) {
  const { question, reply } = turn
  const edit = () => onEdit(question)
  const isWritten = reply.kind === 'written'
  const copied = copyOf(turn)
  return (
    <QuestionAndAnswer asker={asker} askedMs={turn.askedMs} question={question}>
      <Reply question={question} reply={reply} onEdit={edit} />
      <TurnFoot
        copied={copied}
        // What a model wrote is replaced; quotations would come out the same.
        onEdit={() => (isWritten ? onEdit(question, turn.answer) : edit())}
        againWords={isWritten && isLast ? 'Write again' : 'Ask again'}
        onAgain={() => (isWritten && isLast ? onAgain(question, turn.answer) : onAgain(question))}
        maker={isWritten ? makerWords(reply) : null}
        mayAsk={mayAsk}
        answer={turn.answer}
        mayTrace={reply.kind !== 'hidden'}
        entry={turn.entry}
      />
    </QuestionAndAnswer>
  )
})

/** What the copy button takes; null where there is nothing. */
function copyOf({ question, reply }: Turn): string | null {
  if (reply.kind === 'written') return reply.text === '' ? null : copiedWriting(question, reply)
  return 'citations' in reply && reply.citations.length > 0 ? copiedAnswer(question, reply.citations) : null
}

type UnderWay = Exclude<Asked, { kind: 'answered' }>

/** A question whose answer is under way, or did not come. */
export function AskedTurn({ asked, asker, onEdit, onAgain }: { asked: UnderWay } & Actions) {
  const { question } = asked
  return (
    <QuestionAndAnswer asker={asker} askedMs={asked.askedMs} question={question}>
      {asked.kind === 'asking' ? (
        <>
          {asked.citations.length > 0 && <Quotations citations={asked.citations} />}
          {asked.text !== '' && (
            <p className={styles['writing']} dir="auto" lang={languageOf(asked.text)}>
              {asked.text}
            </p>
          )}
          <p className={styles['note']}>
            <Busy />
            {asked.stopping ? 'Stopping' : progressWords(asked)}
          </p>
        </>
      ) : (
        <Banner
          tone="danger"
          title="There is no answer"
          actions={
            <>
              <Button size="sm" onPress={() => onEdit(question)}>
                Edit question
              </Button>
              <Button size="sm" onPress={() => onAgain(question)}>
                Ask again
              </Button>
            </>
          }
        >
          {asked.reason}
        </Banner>
      )}
    </QuestionAndAnswer>
  )
}

function progressWords({ citations, text, step }: Extract<Asked, { kind: 'asking' }>): string {
  if (step?.step === 'checking') return 'Checking each sentence against its source'
  if (text !== '' || citations.length > 0) return 'Writing'
  if (step?.step === 'searching') return 'Looking for other passages'
  if (step?.step === 'reading' && step.passages > 0)
    return `Reading ${step.passages} ${step.passages === 1 ? 'passage' : 'passages'}`
  return step ? 'Thinking' : 'Looking through the documents'
}

function makerWords({ model, adapter }: Extract<Turn['reply'], { kind: 'written' }>): string {
  return adapter === null ? `Written by ${model}` : `Written by ${model} with ${adapter}`
}

interface QuestionAndAnswerProps {
  asker: string
  askedMs: number
  question: string
  children: ReactNode
}

function QuestionAndAnswer({ asker, askedMs, question, children }: QuestionAndAnswerProps) {
  return (
    <article className={styles['turn']}>
      <p className={styles['who']}>
        <span>{asker}</span>
        <AskedTime ms={askedMs} />
      </p>
      <h2 className={styles['question']} dir="auto" lang={languageOf(question)}>
        {question}
      </h2>
      <div className={styles['reply']}>{children}</div>
    </article>
  )
}
