import { momentWords } from '../audit/day.ts'
import { Button } from '../ui/button.tsx'
import { leftWords, levelWords, rangeWords, valuesWords } from './grant-words.ts'
import type { AcrossRequest, Grant, OpeningsRequest } from './grants.ts'
import type { OwnersAct } from './owners-act.tsx'
import { RequestCard } from './request-card.tsx'

interface CardProps {
  nowMs: number
  onDo: (doing: OwnersAct) => void
}

/** An operator who asks to look at the log. */
export function OperatorCard({ grant, nowMs, onDo }: CardProps & { grant: Grant }) {
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

/** An auditor who asks to see sealed values. */
export function OpeningsCard({ request, nowMs, onDo }: CardProps & { request: OpeningsRequest }) {
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

/** A member who looks across clients. */
export function AcrossCard({ request, nowMs, onDo }: CardProps & { request: AcrossRequest }) {
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
