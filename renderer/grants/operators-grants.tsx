import { useState } from 'react'
import type { GrantId } from '../../core/ids.ts'
import { firm } from '../api.ts'
import { momentWords } from '../audit/day.ts'
import { sentenceOf } from '../problem.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import { AskGrantDialog } from './ask-grant-dialog.tsx'
import { BundleViewer } from './bundle-viewer.tsx'
import styles from './grants-screen.module.css'
import { leftWords, levelWords, rangeWords } from './grant-words.ts'
import { type Grant, useLookAgain, useMyGrants } from './grants.ts'
import { RequestCard } from './request-card.tsx'

/** An operator's home: they open no client, and ask where they need to look at a log. */
export function OperatorsGrants() {
  const list = useMyGrants()
  const lookAgain = useLookAgain()
  const [isAsking, setAsking] = useState(false)
  const [viewed, setViewed] = useState<{ grant: Grant; level: Grant['level'] } | null>(null)
  const [error, setError] = useState<string | null>(null)
  const withdraw = async (grant: GrantId) => {
    try {
      await firm.call('grants.withdraw', { grant })
      setError(null)
    } catch (problem) {
      setError(sentenceOf(problem))
    }
    await lookAgain()
  }
  if (viewed)
    return (
      <BundleViewer
        grant={viewed.grant}
        level={viewed.level}
        onClose={() => {
          setViewed(null)
          void lookAgain()
        }}
      />
    )
  const nowMs = list.data?.nowMs ?? 0
  return (
    <div className={styles['screen']}>
      <Toolbar
        title="Looks at logs"
        actions={
          <>
            <IconButton icon="refresh" label="Look again" onPress={() => void lookAgain()} />
            <Button variant="primary" onPress={() => setAsking(true)}>
              Ask for a look…
            </Button>
          </>
        }
      />
      <div className={styles['scroll']}>
        <div className={styles['column']}>
          <p className={styles['text']}>
            You keep this installation running. Operators open no client, and see no names of clients. Where
            you need to see what happened in one, ask for a look at its log; an owner decides.
          </p>
          {(list.error ?? error) && (
            <Banner tone="danger" isAlert title="That did not work">
              {error ?? sentenceOf(list.error)}
            </Banner>
          )}
          {list.isPending && <Skeleton label="Loading your requests" count={4} />}
          {list.data?.grants.length === 0 && (
            <EmptyState icon="audit" title="You have asked for nothing yet">
              Have the client’s number ready: its owners read it out to you.
            </EmptyState>
          )}
          {list.data && list.data.grants.length > 0 && (
            <section className={styles['section']} aria-label="Your requests">
              {list.data.grants.map((grant) => (
                <RequestCard
                  level={2}
                  key={grant.grant}
                  icon="audit"
                  title={`Client ${grant.number}`}
                  reason={grant.reason}
                  state={grant.state}
                  note={
                    grant.state === 'live' && grant.expiresMs !== null
                      ? leftWords(grant.expiresMs - nowMs)
                      : undefined
                  }
                  facts={[
                    { label: 'Asked', value: momentWords(grant.askedMs) },
                    { label: 'Of the log', value: rangeWords(grant) },
                    { label: 'How much', value: levelWords(grant.level) },
                  ]}
                  actions={
                    grant.state === 'waiting' ? (
                      <Button onPress={() => void withdraw(grant.grant)}>Withdraw</Button>
                    ) : grant.state === 'live' ? (
                      <>
                        <Button variant="primary" onPress={() => setViewed({ grant, level: 'redacted' })}>
                          Look
                        </Button>
                        {grant.full && (
                          <Button onPress={() => setViewed({ grant, level: 'full' })}>
                            Look with all words
                          </Button>
                        )}
                      </>
                    ) : undefined
                  }
                />
              ))}
            </section>
          )}
        </div>
      </div>
      {isAsking && <AskGrantDialog onClose={() => setAsking(false)} />}
    </div>
  )
}
