import { useCallback, useMemo, useRef, useState } from 'react'
import type { DocumentId } from '../../core/ids.ts'
import { type LogSubject, useNavigation } from '../navigation.tsx'
import { NotLoaded } from '../not-loaded.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { type MenuEntry, MenuIconButton } from '../ui/overlays/menu.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Split } from '../ui/split.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import { useWidth } from '../ui/use-width.ts'
import { useWorkspace } from '../workspace.tsx'
import styles from './audit-screen.module.css'
import { EntryPane } from './entry/entry-pane.tsx'
import { useEntryNames } from './entry/use-entry-names.ts'
import { EntryList } from './entry-list.tsx'
import { ExportDialog } from './export/export-dialog.tsx'
import { type LogEntry, useLog, useLookAgain, useVisit } from './log.ts'
import { LogCheckBanner } from './log-check.tsx'
import { LogFilters } from './log-filters.tsx'
import { askedOf, byDay, isFiltering, type LogFilter, wholeLog, withWords } from './log-rows.ts'
import { CheckReceiptDialog } from './receipt/check-receipt-dialog.tsx'
import { ReceiptDialog } from './receipt/receipt-dialog.tsx'
import { useLogCheck } from './use-log-check.ts'

/** The log of this workspace, for those who oversee it. */
export function AuditScreen({ entry, about }: { entry: number | null; about: LogSubject | null }) {
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
  return <Log key={visit} opened={entry} about={about} />
}

function Log({ opened, about }: { opened: number | null; about: LogSubject | null }) {
  const lookAgain = useLookAgain()
  const names = useEntryNames()
  const { state, check, stop } = useLogCheck()
  const [filter, setFilter] = useState<LogFilter>(() => ({
    ...wholeLog,
    person: about && 'person' in about ? about.person : null,
    document: about && 'document' in about ? about.document : null,
  }))
  const [shown, setShown] = useState(opened)
  const [asking, setAsking] = useState<Asking | null>(null)
  const [nowMs] = useState(() => Date.now())
  const screen = useRef<HTMLDivElement>(null)
  const isNarrow = useWidth(screen) < narrowest
  const visit = useVisit()
  const log = useLog(visit.data, askedOf(filter))
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = log

  const entries = useMemo(() => data?.pages.flatMap((page) => page.entries) ?? [], [data])
  const size = visit.data?.size ?? 0
  const kept = useMemo(() => withWords(entries, filter.text, names), [entries, filter.text, names])
  const days = useMemo(() => byDay(kept, nowMs), [kept, nowMs])
  const isSome = isFiltering(filter)
  const hasWords = filter.text.trim() !== ''
  const error = visit.error ?? log.error
  // Words are looked for here: to go further back for them is a choice, or one that is rare would read the whole log.
  const more = () => {
    if (hasNextPage && !isFetchingNextPage && !hasWords) void fetchNextPage()
  }
  const only = useCallback((part: Partial<LogFilter>) => setFilter({ ...wholeLog, ...part }), [])

  const close = () => {
    // One goes on in the list from the entry that was shown.
    screen.current?.querySelector('[aria-current]')?.closest<HTMLElement>('[data-row]')?.focus()
    setShown(null)
  }
  const documentTitle = (id: DocumentId) =>
    about && 'document' in about && about.document === id ? about.title : names.document(id)

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
            onOnly={only}
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
              <MenuIconButton label="Receipts" icon="fingerprint" items={receiptEntries(setAsking)} />
              <Button icon="upload" onPress={() => setAsking('export')}>
                Export…
              </Button>
              <Button
                variant="primary"
                icon="proof"
                isPending={state.kind === 'checking'}
                onPress={() => void check()}
              >
                {isNarrow ? 'Check' : 'Check the log'}
              </Button>
            </>
          }
        />
        <LogCheckBanner state={state} size={size} onCheck={() => void check()} onStop={stop} />
        <LogFilters
          filter={filter}
          onFilter={setFilter}
          names={names}
          newest={visit.data?.entries ?? noEntries}
          documentTitle={documentTitle}
        />
        {log.isPending && !error && (
          <div className={styles['loading']}>
            <Skeleton label="Loading the log" shape="rows" count={10} />
          </div>
        )}
        {error && (
          <div className={styles['loading']}>
            <NotLoaded title="The log cannot be shown" error={error} onTryAgain={lookAgain} />
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
            {hasWords
              ? `Of ${size.toLocaleString()} entries, the latest ${entries.length.toLocaleString()} that fit otherwise were looked at.`
              : `The whole log was looked through, ${size.toLocaleString()} entries.`}
          </EmptyState>
        )}
        <footer className={styles['foot']}>
          <span className={styles['hint']}>Reading the log is written into it too, once a visit.</span>
          {data && hasWords && hasNextPage && (
            <span>
              {`The latest ${entries.length.toLocaleString()} of ${size.toLocaleString()} were looked at. `}
              <LinkButton isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
                Look further back
              </LinkButton>
            </span>
          )}
          {data && isSome && !hasWords && (
            <output>
              {hasNextPage
                ? `More than ${entries.length.toLocaleString()} fit`
                : `${entries.length.toLocaleString()} ${entries.length === 1 ? 'fits' : 'fit'}`}
            </output>
          )}
          {isFetchingNextPage && <output>Loading more</output>}
        </footer>
      </div>
      <ExportDialog isOpen={asking === 'export'} names={names} onClose={() => setAsking(null)} />
      <ReceiptDialog isOpen={asking === 'receipt'} onClose={() => setAsking(null)} />
      <CheckReceiptDialog isOpen={asking === 'check-receipt'} onClose={() => setAsking(null)} />
    </Split>
  )
}

/** What is asked in front of the log. */
type Asking = 'export' | 'receipt' | 'check-receipt'

function receiptEntries(ask: (asking: Asking) => void): MenuEntry[] {
  return [
    {
      id: 'receipt',
      label: 'Make a receipt…',
      description: 'The state of the log, signed, to keep elsewhere',
      icon: 'fingerprint',
      onAction: () => ask('receipt'),
    },
    {
      id: 'check-receipt',
      label: 'Check against a receipt…',
      description: 'Whether the log still contains that state',
      icon: 'proof',
      onAction: () => ask('check-receipt'),
    },
  ]
}

const noEntries: readonly LogEntry[] = []

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
