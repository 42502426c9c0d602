import { type ReactNode, useState } from 'react'
import { momentWords } from '../audit/day.ts'
import { sentenceOf } from '../problem.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { ConfirmDialog } from '../ui/overlays/confirm-dialog.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import { useWorkspace } from '../workspace.tsx'
import { AcrossSetting } from './across-setting.tsx'
import { GrantOpeningsDialog } from './grant-openings-dialog.tsx'
import styles from './grants-screen.module.css'
import { leftWords, levelWords, rangeWords, valuesWords } from './grant-words.ts'
import {
  type AcrossRequest,
  type Grant,
  type OpeningsRequest,
  useAcrossRequests,
  useLookAgain,
  useOpeningsRequests,
  useOperatorGrants,
} from './grants.ts'
import { ReleaseDialog } from './release-dialog.tsx'
import { RequestCard } from './request-card.tsx'

/** What an owner is about to do; each asks once more. */
type Doing =
  | { kind: 'release' | 'refuse' | 'revoke'; grant: Grant }
  | { kind: 'open' | 'refuse-openings' | 'revoke-openings'; request: OpeningsRequest }
  | { kind: 'grant-across' | 'decline-across'; request: AcrossRequest }

type Row = { key: string; state: string; atMs: number; card: ReactNode }

/** Everything that people have asked of the owners of this client. */
export function OwnersGrants() {
  const operators = useOperatorGrants()
  const openings = useOpeningsRequests()
  const across = useAcrossRequests()
  const lookAgain = useLookAgain()
  const [doing, setDoing] = useState<Doing | null>(null)
  const failed = [operators, openings, across].find(({ error }) => error)
  const isLoading = !operators.data || !openings.data || !across.data

  const rows: Row[] = [
    ...(operators.data?.grants ?? []).map((grant): Row => ({
      key: grant.grant,
      state: grant.state,
      atMs: grant.askedMs,
      card: <OperatorCard grant={grant} nowMs={operators.data?.nowMs ?? 0} onDo={setDoing} />,
    })),
    ...(openings.data?.requests ?? []).map((request): Row => ({
      key: request.grant,
      state: request.state,
      atMs: request.askedMs,
      card: <OpeningsCard request={request} nowMs={openings.data?.nowMs ?? 0} onDo={setDoing} />,
    })),
    ...(across.data?.requests ?? []).map((request): Row => ({
      key: request.grant,
      state: request.state,
      atMs: request.askedMs,
      card: <AcrossCard request={request} nowMs={across.data?.nowMs ?? 0} onDo={setDoing} />,
    })),
  ].sort((a, b) => b.atMs - a.atMs)
  const waiting = rows.filter(({ state }) => state === 'waiting')
  const live = rows.filter(({ state }) => state === 'live')
  const ended = rows.filter(({ state }) => state !== 'waiting' && state !== 'live')

  return (
    <div className={styles['screen']}>
      <Toolbar
        title="Grants"
        actions={<IconButton icon="refresh" label="Look again" onPress={() => void lookAgain()} />}
      />
      <div className={styles['scroll']}>
        <div className={styles['column']}>
          {failed && (
            <Banner tone="danger" isAlert title="The requests cannot be shown">
              {sentenceOf(failed.error)}
            </Banner>
          )}
          {isLoading && !failed && <Skeleton label="Loading the requests" count={4} />}
          {!isLoading && (
            <>
              <Section title="Waiting for you" rows={waiting}>
                <EmptyState icon="ok-circle" level={3} title="Nobody is waiting">
                  Operators who want to look at this client’s log, auditors who need sealed values and members
                  who look across clients ask here.
                </EmptyState>
              </Section>
              {live.length > 0 && <Section title="Live" rows={live} />}
              <AcrossSetting setting={across.data.setting} />
              <section className={styles['section']} aria-label="This client’s number">
                <h2 className={styles['heading']}>This client’s number</h2>
                <p className={styles['text']}>
                  Operators see no names. Read this to the one who is to ask for a look at the log.
                </p>
                <p className={styles['number']}>
                  <span className={styles['code']}>{operators.data.number}</span>
                  <CopyButton text={operators.data.number} label="Copy the number" />
                </p>
              </section>
              {ended.length > 0 && <Section title="Ended" rows={ended} />}
            </>
          )}
        </div>
      </div>
      <Dialogs doing={doing} onClose={() => setDoing(null)} />
    </div>
  )
}

function Section({
  title,
  rows,
  children,
}: {
  title: string
  rows: readonly Row[]
  /** Where there are none. */
  children?: ReactNode
}) {
  return (
    <section className={styles['section']} aria-label={title}>
      <h2 className={styles['heading']}>{title}</h2>
      {rows.length === 0 ? children : rows.map(({ key, card }) => <div key={key}>{card}</div>)}
    </section>
  )
}

interface CardProps {
  nowMs: number
  onDo: (doing: Doing) => void
}

function OperatorCard({ grant, nowMs, onDo }: CardProps & { grant: Grant }) {
  const { operatorName, level, redacted, full, state, expiresMs, looks, reason, askedMs } = grant
  const wantsWords = state === 'live' && level === 'full' && full === null
  return (
    <RequestCard
      icon="audit"
      title={`${operatorName}, an operator: look at the log`}
      reason={reason}
      state={state}
      note={state === 'live' && expiresMs !== null ? leftWords(expiresMs - nowMs) : undefined}
      facts={[
        { label: 'Asked', value: momentWords(askedMs) },
        { label: 'Of the log', value: rangeWords(grant) },
        { label: 'How much', value: levelWords(level) },
        ...(redacted
          ? [
              {
                label: 'Released',
                value: `${(redacted.to - redacted.from).toLocaleString()} entries, ${full ? 'with all words' : 'redacted'}`,
              },
              { label: 'Looks', value: looks.toLocaleString() },
            ]
          : []),
      ]}
      actions={
        state === 'waiting' || state === 'live' ? (
          <>
            {state === 'waiting' && (
              <>
                <Button variant="primary" onPress={() => onDo({ kind: 'release', grant })}>
                  Look at what would be released…
                </Button>
                <Button onPress={() => onDo({ kind: 'refuse', grant })}>Refuse…</Button>
              </>
            )}
            {wantsWords && (
              <Button onPress={() => onDo({ kind: 'release', grant })}>Release the words too…</Button>
            )}
            {state === 'live' && (
              <Button variant="danger" onPress={() => onDo({ kind: 'revoke', grant })}>
                Take back…
              </Button>
            )}
          </>
        ) : undefined
      }
    />
  )
}

function OpeningsCard({ request, nowMs, onDo }: CardProps & { request: OpeningsRequest }) {
  const { auditorName, entries, opened, state, expiresMs, reason, askedMs } = request
  const isLive = state === 'live'
  return (
    <RequestCard
      icon="unlock"
      title={`${auditorName}, an auditor: see sealed values`}
      reason={reason}
      state={state}
      note={isLive && expiresMs !== null ? leftWords(expiresMs - nowMs) : undefined}
      facts={[
        { label: 'Asked', value: momentWords(askedMs) },
        { label: entries.length === 1 ? 'Entry' : 'Entries', value: entries.join(', ') },
        ...(opened > 0 ? [{ label: 'Opened', value: valuesWords(opened) }] : []),
      ]}
      actions={
        state === 'waiting' ? (
          <>
            <Button variant="primary" onPress={() => onDo({ kind: 'open', request })}>
              Open them…
            </Button>
            <Button onPress={() => onDo({ kind: 'refuse-openings', request })}>Refuse…</Button>
          </>
        ) : isLive ? (
          <Button variant="danger" onPress={() => onDo({ kind: 'revoke-openings', request })}>
            Take back…
          </Button>
        ) : undefined
      }
    />
  )
}

function AcrossCard({ request, nowMs, onDo }: CardProps & { request: AcrossRequest }) {
  const { staffName, state, expiresMs, reason, askedMs } = request
  return (
    <RequestCard
      icon="search"
      title={`${staffName}: search this client in a look across clients`}
      reason={reason}
      state={state}
      note={state === 'live' && expiresMs !== null ? `one look, ${leftWords(expiresMs - nowMs)}` : undefined}
      facts={[{ label: 'Asked', value: momentWords(askedMs) }]}
      actions={
        state === 'waiting' ? (
          <>
            <Button variant="primary" onPress={() => onDo({ kind: 'grant-across', request })}>
              Consent to one look…
            </Button>
            <Button onPress={() => onDo({ kind: 'decline-across', request })}>Refuse…</Button>
          </>
        ) : state === 'live' ? (
          <Button variant="danger" onPress={() => onDo({ kind: 'decline-across', request })}>
            Take back…
          </Button>
        ) : undefined
      }
    />
  )
}

function Dialogs({ doing, onClose }: { doing: Doing | null; onClose: () => void }) {
  const { caller } = useWorkspace()
  if (doing === null) return null
  switch (doing.kind) {
    case 'release':
      return <ReleaseDialog grant={doing.grant} onClose={onClose} />
    case 'open':
      return <GrantOpeningsDialog request={doing.request} onClose={onClose} />
    case 'refuse':
      return (
        <Asking
          title={`Refuse ${doing.grant.operatorName}’s request?`}
          confirmLabel="Refuse"
          run={async () => await caller.call('grants.refuse', { grant: doing.grant.grant })}
          onClose={onClose}
        >
          Nothing is released. Both logs say that you refused it.
        </Asking>
      )
    case 'revoke':
      return (
        <Asking
          title={`Take ${doing.grant.operatorName}’s grant back?`}
          confirmLabel="Take back"
          run={async () => await caller.call('grants.revoke', { grant: doing.grant.grant })}
          onClose={onClose}
        >
          What was released is deleted and opens no more in the app. What they have read, they have read;
          somebody who kept a copy of the file and of their key could still open that copy.
        </Asking>
      )
    case 'refuse-openings':
    case 'revoke-openings':
      return (
        <Asking
          title={
            doing.kind === 'refuse-openings'
              ? `Refuse ${doing.request.auditorName}’s request?`
              : `Take ${doing.request.auditorName}’s grant back?`
          }
          confirmLabel={doing.kind === 'refuse-openings' ? 'Refuse' : 'Take back'}
          run={async () =>
            await caller.call(doing.kind === 'refuse-openings' ? 'openings.refuse' : 'openings.revoke', {
              grant: doing.request.grant,
            })
          }
          onClose={onClose}
        >
          The values stay sealed for them from now on.
        </Asking>
      )
    case 'grant-across':
      return (
        <Asking
          title={`Consent to a look by ${doing.request.staffName}?`}
          confirmLabel="Consent to one look"
          tone="normal"
          run={async () => await caller.call('across.grant', { grant: doing.request.grant })}
          onClose={onClose}
        >
          They may search this client once, within a day, from the screen that searches several clients. They
          see what they may read here anyway. The look is in this client’s log.
        </Asking>
      )
    case 'decline-across':
      return (
        <Asking
          title={`Let ${doing.request.staffName} not look?`}
          confirmLabel="Refuse"
          run={async () => await caller.call('across.decline', { grant: doing.request.grant })}
          onClose={onClose}
        >
          They can still search this client when they have it open.
        </Asking>
      )
    default:
      return doing satisfies never
  }
}

interface AskingProps {
  title: string
  confirmLabel: string
  tone?: 'danger' | 'normal'
  run: () => Promise<unknown>
  onClose: () => void
  children: ReactNode
}

function Asking({ title, confirmLabel, tone = 'danger', run, onClose, children }: AskingProps) {
  const lookAgain = useLookAgain()
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const confirm = async () => {
    setPending(true)
    try {
      await run()
      await lookAgain()
      onClose()
    } catch (problem) {
      setError(sentenceOf(problem))
      setPending(false)
    }
  }
  return (
    <ConfirmDialog
      isOpen
      title={title}
      confirmLabel={confirmLabel}
      tone={tone}
      isPending={isPending}
      error={error}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <p>{children}</p>
    </ConfirmDialog>
  )
}
