import { useEffect, useState } from 'react'
import { momentWords } from '../audit/day.ts'
import { codesOnly, shortCode } from '../audit/entry/entry-names.ts'
import { entryWords } from '../audit/entry/entry-words.ts'
import { fieldWords } from '../audit/entry/field-words.ts'
import { sentenceOf } from '../problem.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import styles from './bundle-viewer.module.css'
import { leftWords } from './grant-words.ts'
import type { Grant } from './grants.ts'
import { type OpenedRelease, openRelease, type ReleasedEntry } from './open-release.ts'

const pageRows = 100

type State =
  | { kind: 'opening' }
  | { kind: 'failed'; sentence: string }
  | { kind: 'over' }
  | { kind: 'open'; release: OpenedRelease; endsAt: number }

export interface BundleViewerProps {
  grant: Grant
  level: Grant['level']
  onClose: () => void
}

/** What an owner has released, as long as it lives: at its end it is gone from the screen and from the page's memory. */
export function BundleViewer({ grant, level, onClose }: BundleViewerProps) {
  const [state, setState] = useState<State>({ kind: 'opening' })
  const [now, setNow] = useState(() => performance.now())
  const [first, setFirst] = useState(0)
  useEffect(() => {
    let isGone = false
    openRelease(grant, level).then(
      (release) => {
        if (!isGone) setState({ kind: 'open', release, endsAt: performance.now() + release.leftMs })
      },
      (error: unknown) => {
        if (!isGone) setState({ kind: 'failed', sentence: sentenceOf(error) })
      },
    )
    return () => {
      isGone = true
    }
  }, [grant, level])
  const endsAt = state.kind === 'open' ? state.endsAt : null
  useEffect(() => {
    if (endsAt === null) return undefined
    const tick = () => {
      setNow(performance.now())
      if (performance.now() >= endsAt) setState({ kind: 'over' })
    }
    const timer = setInterval(tick, 1_000)
    return () => clearInterval(timer)
  }, [endsAt])

  return (
    <div className={styles['screen']}>
      <Toolbar
        title={`Log of client ${grant.number}`}
        meta={level === 'full' ? 'With all words' : 'Redacted'}
        actions={<Button onPress={onClose}>Close</Button>}
      />
      {state.kind === 'opening' && <Skeleton label="Opening what was released" count={8} />}
      {state.kind === 'failed' && (
        <Banner tone="danger" isAlert title="This cannot be shown">
          {state.sentence}
        </Banner>
      )}
      {state.kind === 'over' && (
        <EmptyState icon="clock" title="The time of this grant is over">
          What was shown is gone from this page. Ask again if you still need it.
        </EmptyState>
      )}
      {state.kind === 'open' && (
        <>
          <div className={styles['banner']}>
            <Banner
              tone={state.release.isIntact ? 'neutral' : 'danger'}
              icon="eye"
              title={`${level === 'full' ? 'All words' : 'Redacted'}: ${leftWords(state.endsAt - now)}`}
            >
              You asked because: “{grant.reason}” This look is in the firm’s log and goes into the client’s.{' '}
              {state.release.isIntact
                ? 'Verified: signed here, nothing changed or left out of it.'
                : 'It does not verify: do not rely on what it says.'}
            </Banner>
          </div>
          <Entries entries={state.release.entries} first={first} onFirst={setFirst} />
        </>
      )}
    </div>
  )
}

function Entries({
  entries,
  first,
  onFirst,
}: {
  entries: readonly ReleasedEntry[]
  first: number
  onFirst: (first: number) => void
}) {
  const shown = entries.slice(first, first + pageRows)
  return (
    <>
      {/* Scrolled by the keys too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section aria-label="Entries" tabIndex={0} className={styles['entries']}>
        <ol className={styles['list']}>
          {shown.map((entry) => (
            <li key={entry.seq} className={styles['entry']}>
              <span className={styles['what']}>{entryWords(entry, codesOnly)}</span>
              <span className={styles['meta']}>
                {[
                  `Entry ${entry.seq.toLocaleString()}`,
                  momentWords(entry.at),
                  entry.actor === null ? 'the app' : `${entry.role} ${shortCode(entry.actor)}`,
                ].join(' · ')}
              </span>
              {entry.sealed.length > 0 && (
                <dl className={styles['values']}>
                  {entry.sealed.map((field) => (
                    <div key={field} className={styles['value']}>
                      <dt>{fieldWords(field)}</dt>
                      <dd dir="auto">{field in entry.opened ? valueWords(entry.opened[field]) : 'sealed'}</dd>
                    </div>
                  ))}
                </dl>
              )}
            </li>
          ))}
        </ol>
      </section>
      <footer className={styles['foot']}>
        <span>
          {entries.length === 0
            ? 'No entries'
            : `${(first + 1).toLocaleString()} to ${(first + shown.length).toLocaleString()} of ${entries.length.toLocaleString()}, newest first`}
        </span>
        <span>
          <Button size="sm" isDisabled={first === 0} onPress={() => onFirst(Math.max(0, first - pageRows))}>
            Newer
          </Button>{' '}
          <Button
            size="sm"
            isDisabled={first + pageRows >= entries.length}
            onPress={() => onFirst(first + pageRows)}
          >
            Older
          </Button>
        </span>
      </footer>
    </>
  )
}

function valueWords(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 600 ? `${text.slice(0, 600)}…` : text
}
