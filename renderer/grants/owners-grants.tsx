import { type ReactNode, useState } from 'react'
import { sentenceOf } from '../problem.ts'
import { Banner } from '../ui/banner.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import { AcrossSetting } from './across-setting.tsx'
import styles from './grants-screen.module.css'
import { useAcrossRequests, useLookAgain, useOpeningsRequests, useOperatorGrants } from './grants.ts'
import { type OwnersAct, OwnersActDialog } from './owners-act.tsx'
import { AcrossCard, OpeningsCard, OperatorCard } from './request-cards.tsx'

type Row = { key: string; state: string; atMs: number; card: ReactNode }

/** Everything that people have asked of the owners of this client. */
export function OwnersGrants() {
  const operators = useOperatorGrants()
  const openings = useOpeningsRequests()
  const across = useAcrossRequests()
  const lookAgain = useLookAgain()
  const [doing, setDoing] = useState<OwnersAct | null>(null)
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
      <OwnersActDialog doing={doing} onClose={() => setDoing(null)} />
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
