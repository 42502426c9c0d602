import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import type { AnswerId, ThreadId } from '../../core/ids.ts'
import { useNavigation } from '../navigation.tsx'
import { codeOf, sentenceOf } from '../problem.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import styles from './ask-screen.module.css'
import type { Asked } from './conversation/conversations.ts'
import type { OpenedThread } from './conversation/threads.ts'
import { useFollowEnd } from './conversation/use-follow-end.ts'
import { EmptyThread } from './empty-thread.tsx'
import { AskedTurn, KeptTurn } from './turn/turn.tsx'

interface TurnsProps {
  thread: ThreadId | null
  opened: UseQueryResult<OpenedThread | null>
  asked: Asked | null
  asker: string
  /** Asks; in the place of that answer, and of all after it, where one is named. */
  onAsk: (question: string, instead?: AnswerId) => void
  onEdit: (question: string, instead?: AnswerId) => void
  /** The composer, always in sight below. */
  children: ReactNode
}

/** What was asked and answered, the newest last and in sight. */
export function Turns({ thread, opened, asked, asker, onAsk, onEdit, children }: TurnsProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const { isAway, toEnd } = useFollowEnd(scroller, content)

  useEffect(toEnd, [thread, toEnd])
  const askedMs = asked && asked.kind !== 'answered' ? asked.askedMs : null
  useEffect(() => {
    if (askedMs !== null) toEnd()
  }, [askedMs, toEnd])

  const kept = opened.data?.turns ?? []
  // Until the thread has it too.
  const late = asked?.kind === 'answered' && !kept.some(({ answer }) => answer === asked.turn.answer)
  const turns = late ? [...kept, asked.turn] : kept
  const underWay = asked && asked.kind !== 'answered' ? asked : null
  const actions = { asker, onEdit, onAgain: onAsk, mayAsk: underWay?.kind !== 'asking' }
  return (
    <div ref={scroller} className={styles['scroll']}>
      <div ref={content} className={styles['content']}>
        <div className={styles['turns']}>
          {turns.map((turn, index) => (
            <KeptTurn
              key={turn.answer}
              turn={turn}
              isLast={index === turns.length - 1 && !underWay}
              {...actions}
            />
          ))}
          {underWay && <AskedTurn asked={underWay} {...actions} />}
          {turns.length === 0 && !underWay && <NoTurns thread={thread} opened={opened} onAsk={onAsk} />}
        </div>
        <div className={styles['bottom']}>
          {isAway && (
            <div className={styles['latest']}>
              <Button size="sm" icon="arrow-down" onPress={toEnd}>
                Jump to latest
              </Button>
            </div>
          )}
          {children}
        </div>
      </div>
    </div>
  )
}

function NoTurns({ thread, opened, onAsk }: Pick<TurnsProps, 'thread' | 'opened' | 'onAsk'>) {
  const { go } = useNavigation()
  if (thread === null || opened.data) return <EmptyThread onAsk={onAsk} />
  if (!opened.error)
    return (
      <div className={styles['loading']}>
        <Skeleton label="Loading the thread" count={6} />
      </div>
    )
  if (codeOf(opened.error) === 'not-found')
    return (
      <EmptyState
        icon="thread"
        title="This thread is not here any more"
        actions={<Button onPress={() => go({ kind: 'ask', thread: null })}>New thread</Button>}
      >
        It was deleted, or the documents that it rested on were.
      </EmptyState>
    )
  return (
    <EmptyState
      icon="danger"
      title="The thread could not be opened"
      actions={<Button onPress={() => void opened.refetch()}>Try again</Button>}
    >
      {sentenceOf(opened.error)}
    </EmptyState>
  )
}
