import { useMemo, useRef, useState } from 'react'
import { useNavigation } from '../navigation.tsx'
import { sentenceOf } from '../problem.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { SearchField } from '../ui/fields/search-field.tsx'
import { Select } from '../ui/fields/select.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Split } from '../ui/split.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import { useWidth } from '../ui/use-width.ts'
import { useWorkspace } from '../workspace.tsx'
import styles from './audit-screen.module.css'
import { EntryPane } from './entry/entry-pane.tsx'
import { type EntryFamily, familyWords } from './entry/entry-words.ts'
import { useEntryNames } from './entry/use-entry-names.ts'
import { EntryList } from './entry-list.tsx'
import { useLog, useLookAgain } from './log.ts'
import { LogCheckBanner } from './log-check.tsx'
import { byDay, filteredLog, isFiltering, type LogFilter, wholeLog } from './log-rows.ts'
import { useLogCheck } from './use-log-check.ts'

/** The log of this workspace, for those who oversee it. */
export function AuditScreen({ entry }: { entry: number | null }) {
  const { role } = useWorkspace().about
  const { visit } = useNavigation()
  if (role === 'member')
    return (
      <div className={styles['screen']}>
        <Toolbar title="Audit log" />
        <EmptyState icon="lock" title="Only owners and auditors read the log">
          It also names what you may not see. What you do here is written there; an owner can show you your
          own entries.
        </EmptyState>
      </div>
    )
  return <Log key={visit} opened={entry} />
}

const allKinds = 'all'
const kinds: readonly { id: EntryFamily | typeof allKinds; label: string }[] = [
  { id: allKinds, label: 'All kinds' },
  { id: 'answers', label: familyWords.answers },
  { id: 'documents', label: familyWords.documents },
  { id: 'people', label: familyWords.people },
  { id: 'openings', label: familyWords.openings },
  { id: 'checks', label: familyWords.checks },
]

function Log({ opened }: { opened: number | null }) {
  const log = useLog()
  const lookAgain = useLookAgain()
  const names = useEntryNames()
  const { state, check, stop } = useLogCheck()
  const [filter, setFilter] = useState<LogFilter>(wholeLog)
  const [shown, setShown] = useState(opened)
  const [nowMs] = useState(() => Date.now())
  const screen = useRef<HTMLDivElement>(null)
  const isNarrow = useWidth(screen) < narrowest
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = log

  const entries = useMemo(() => data?.pages.flatMap((page) => page.entries) ?? [], [data])
  const size = data?.pages[0]?.size ?? 0
  const kept = useMemo(() => filteredLog(entries, filter, names), [entries, filter, names])
  const days = useMemo(() => byDay(kept, nowMs), [kept, nowMs])
  const isSome = isFiltering(filter)
  // Paging is an entry each time: with a filter only when asked, or one that finds little would read the whole log.
  const more = () => {
    if (hasNextPage && !isFetchingNextPage && !isSome) void fetchNextPage()
  }

  const close = () => {
    // One goes on in the list from the entry that was shown.
    screen.current?.querySelector('[aria-current]')?.closest<HTMLElement>('[data-row]')?.focus()
    setShown(null)
  }

  return (
    <Split
      paneLabel="Entry"
      isPaneShown={shown !== null}
      onClose={close}
      pane={
        shown !== null && (
          <EntryPane
            key={shown}
            seq={shown}
            names={names}
            newer={neighbour(kept, shown, -1, size)}
            older={neighbour(kept, shown, 1, size)}
            onShow={setShown}
            onClose={close}
          />
        )
      }
    >
      <div ref={screen} className={styles['screen']}>
        <Toolbar
          title="Audit log"
          meta={data && !isNarrow ? `${size.toLocaleString()} entries` : undefined}
          actions={
            <>
              <IconButton icon="refresh" label="Look again" onPress={lookAgain} />
              <Button
                variant="primary"
                icon="proof"
                isPending={state.kind === 'checking'}
                onPress={() => void check()}
              >
                Check the log
              </Button>
            </>
          }
        />
        <LogCheckBanner state={state} size={size} onCheck={() => void check()} onStop={stop} />
        <div className={styles['filters']}>
          <div className={styles['words']}>
            <SearchField
              label="Filter the log"
              placeholder="Filter by words or person"
              value={filter.text}
              onChange={(text) => setFilter({ ...filter, text })}
            />
          </div>
          <Select
            label="Kind of entry"
            isLabelHidden
            items={kinds}
            value={filter.family ?? allKinds}
            onChange={(id) => setFilter({ ...filter, family: id === allKinds ? null : id })}
          />
        </div>
        {log.isPending && (
          <div className={styles['loading']}>
            <Skeleton label="Loading the log" shape="rows" count={10} />
          </div>
        )}
        {log.isError && (
          <div className={styles['loading']}>
            <Banner
              tone="danger"
              isAlert
              title="The log cannot be shown"
              actions={
                <Button size="sm" onPress={lookAgain}>
                  Try again
                </Button>
              }
            >
              {sentenceOf(log.error)}
            </Banner>
          </div>
        )}
        {data && days.length > 0 && (
          <EntryList days={days} names={names} shown={shown} onOpen={setShown} onEnd={more} />
        )}
        {data && days.length === 0 && (
          <EmptyState
            icon="search"
            title="None of these entries fits"
            actions={<Button onPress={() => setFilter(wholeLog)}>Show all</Button>}
          >
            Of {size.toLocaleString()} entries, the latest {entries.length.toLocaleString()} were looked at.
          </EmptyState>
        )}
        <footer className={styles['foot']}>
          <span className={styles['hint']}>Reading the log is written into it too.</span>
          {data && isSome && hasNextPage && (
            <span>
              {`The latest ${entries.length.toLocaleString()} of ${size.toLocaleString()} were looked at. `}
              <LinkButton isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
                Look further back
              </LinkButton>
            </span>
          )}
          {isFetchingNextPage && <output>Loading more</output>}
        </footer>
      </div>
    </Split>
  )
}

/** Px; below, beside an entry, words are fewer. */
const narrowest = 480

/** The entry before or after the one that is shown: in the list where it is there, else in the log. */
function neighbour(
  entries: readonly { seq: number }[],
  shown: number,
  step: 1 | -1,
  size: number,
): number | null {
  const at = entries.findIndex(({ seq }) => seq === shown)
  if (at >= 0) return entries[at + step]?.seq ?? null
  const seq = shown - step
  return seq >= 0 && seq < size ? seq : null
}
