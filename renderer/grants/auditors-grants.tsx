import { useState } from 'react'
import { momentWords } from '../audit/day.ts'
import { useNavigation } from '../navigation.tsx'
import { sentenceOf } from '../problem.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import { AskOpeningsDialog } from './ask-openings-dialog.tsx'
import styles from './grants-screen.module.css'
import { leftWords, valuesWords } from './grant-words.ts'
import { useLookAgain, useOpeningsRequests } from './grants.ts'
import { RequestCard } from './request-card.tsx'

/** What an auditor has asked to see, and what of it they may. */
export function AuditorsGrants() {
  const { go } = useNavigation()
  const list = useOpeningsRequests()
  const lookAgain = useLookAgain()
  const [isAsking, setAsking] = useState(false)
  return (
    <div className={styles['screen']}>
      <Toolbar
        title="Grants"
        actions={
          <>
            <IconButton icon="refresh" label="Look again" onPress={() => void lookAgain()} />
            <Button variant="primary" onPress={() => setAsking(true)}>
              Ask to see sealed values…
            </Button>
          </>
        }
      />
      <div className={styles['scroll']}>
        <div className={styles['column']}>
          {list.error && (
            <Banner tone="danger" isAlert title="Your requests cannot be shown">
              {sentenceOf(list.error)}
            </Banner>
          )}
          {list.isPending && <Skeleton label="Loading your requests" count={4} />}
          {list.data?.requests.length === 0 && (
            <EmptyState icon="unlock" title="You have asked for nothing yet">
              The log proves sealed values without showing them. Where you need to read one, ask an owner:
              they open the entries that you name, for a while.
            </EmptyState>
          )}
          {list.data && list.data.requests.length > 0 && (
            <section className={styles['section']} aria-label="Your requests">
              {list.data.requests.map(({ grant, reason, entries, state, expiresMs, opened, askedMs }) => (
                <RequestCard
                  level={2}
                  key={grant}
                  icon="unlock"
                  title={entries.length === 1 ? `Entry ${entries[0] ?? ''}` : `Entries ${entries.join(', ')}`}
                  reason={reason}
                  state={state}
                  note={
                    state === 'live' && expiresMs !== null
                      ? leftWords(expiresMs - (list.data.nowMs ?? 0))
                      : undefined
                  }
                  facts={[
                    { label: 'Asked', value: momentWords(askedMs) },
                    ...(opened > 0 ? [{ label: 'Opened', value: valuesWords(opened) }] : []),
                  ]}
                  actions={
                    state === 'live' ? (
                      <>
                        {entries.map((seq) => (
                          <Button key={seq} onPress={() => go({ kind: 'audit', entry: seq })}>
                            See entry {seq.toLocaleString()}
                          </Button>
                        ))}
                      </>
                    ) : undefined
                  }
                />
              ))}
            </section>
          )}
        </div>
      </div>
      {isAsking && <AskOpeningsDialog entries={[]} onClose={() => setAsking(false)} />}
    </div>
  )
}
