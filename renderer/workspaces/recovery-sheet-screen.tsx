import { type ReactNode, type SyntheticEvent, useEffect, useMemo, useState } from 'react'
import formStyles from '../firm/form.module.css'
import { SetupFrame } from '../firm/setup-frame.tsx'
import { sentenceOf } from '../problem.ts'
import { confirmSheet } from '../recovery/sheet.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/fields/text-field.tsx'
import { Icon } from '../ui/icon.tsx'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import type { MadeClient } from './new-client.ts'
import { groupsToAsk, isSameGroup, recoveryGroups } from './recovery-groups.ts'
import { RecoverySheet } from './recovery-sheet.tsx'
import { SheetFrame } from './sheet-frame.tsx'
import styles from './recovery-sheet-screen.module.css'
import '../ui/print.css'

export interface RecoverySheetScreenProps {
  made: MadeClient
  /** Who made the client. */
  by: string
  /** A step of the first run; of a client that was just made; or a new sheet of one that is open. */
  kind: 'first' | 'new' | 'again' | 'removal'
  /** Who is removed once it is confirmed. */
  leaving?: string | undefined
  /** What confirming it does, where it is more than that. */
  onConfirm?: (() => Promise<void>) | undefined
  onDone: () => void
  /** Leaves without it. */
  onLater: () => void
}

/** Shows a recovery key, once. It is confirmed when two of its groups were typed back. */
export function RecoverySheetScreen({
  made,
  by,
  kind,
  leaving = '',
  onConfirm,
  onDone,
  onLater,
}: RecoverySheetScreenProps) {
  const groups = useMemo(() => recoveryGroups(made.recoveryKey), [made])
  const [asked] = useState(() => groupsToAsk(groups.length))
  const [typed, setTyped] = useState<[string, string]>(['', ''])
  const [date] = useState(() => new Date())
  useEffect(() => () => void made.recoveryKey.fill(0), [made])
  const right = asked.map((place, index) => isSameGroup(typed[index] ?? '', groups[place] ?? ''))
  const isRight = right.every(Boolean)

  const [problem, setProblem] = useState<string | null>(null)
  const [isPending, setPending] = useState(false)

  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (!isRight || isPending) return
    setPending(true)
    try {
      if (onConfirm) await onConfirm()
      else await confirmSheet(made, made.recoveryKey)
      onDone()
    } catch (error) {
      setProblem(sentenceOf(error))
      setPending(false)
    }
  }

  /** Another sheet opens the file until this one is confirmed. */
  const isReplacing = kind === 'again' && made.sheet !== 'unconfirmed'
  const InFrame = kind === 'first' ? SetupFrame : SheetFrame
  return (
    <InFrame step="Recovery sheet" client={made}>
      <div className={styles['columns']}>
        <form noValidate className={styles['steps']} onSubmit={(event) => void submit(event)}>
          <div>
            <h1 className={formStyles['title']}>
              Print the {kind === 'removal' ? 'new ' : ''}recovery sheet
            </h1>
            <p className={formStyles['lead']}>
              {kind === 'removal' ? (
                <bdi>
                  {made.name} gets a new key when {leaving} is removed. The sheet you have opens nothing made
                  from then on; this one does.
                </bdi>
              ) : (
                'If this computer is lost, this sheet and a backup open the client’s file again. Without the sheet, nobody can: not your firm, not us.'
              )}
            </p>
          </div>
          <ol className={styles['list']}>
            <Step number={1}>
              Print it, on paper: a saved file would be a key on the disk. It is shown once; if Bulkhead locks
              meanwhile, you make a new one.
            </Step>
            <Step number={2}>Keep it away from this computer, for example in the firm’s safe.</Step>
            <Step number={3}>
              Type two groups from it, to be sure that it can be read.
              {kind === 'removal' && ' Nothing is changed before that.'}
              {isReplacing && ' Until then, the sheet before it opens the file; then it opens nothing.'}
            </Step>
          </ol>
          <div>
            <Button
              variant={isRight ? 'secondary' : 'primary'}
              size="lg"
              icon="print"
              autoFocus
              onPress={() => window.print()}
            >
              Print…
            </Button>
          </div>
          <div className={formStyles['pair']}>
            {asked.map((place, index) => (
              <TextField
                key={place}
                size="lg"
                isMono
                label={`Group ${place + 1}`}
                spellCheck="false"
                maxLength={8}
                value={typed[index] ?? ''}
                error={isWhole(typed[index]) && right[index] === false ? 'Not as on the sheet.' : null}
                end={right[index] === true ? <Right /> : undefined}
                onChange={(text) => setTyped(index === 0 ? [text, typed[1]] : [typed[0], text])}
              />
            ))}
          </div>
          <div className={styles['end']}>
            <div className={formStyles['actions']}>
              <Button
                type="submit"
                variant={isRight ? 'primary' : 'secondary'}
                size="lg"
                isDisabled={!isRight}
                isPending={isPending}
              >
                {kind === 'removal'
                  ? `Remove ${leaving}`
                  : kind === 'again'
                    ? 'Use this sheet'
                    : `Open ${made.name}`}
              </Button>
              <Button size="lg" variant="quiet" isDisabled={isPending} onPress={onLater}>
                {kind === 'removal' ? 'Do not remove' : isReplacing ? 'Keep the old sheet' : 'Later'}
              </Button>
            </div>
            {!right.every(Boolean) && (
              <p className={formStyles['note']}>
                Goes on when both groups are right.
                {!isReplacing &&
                  kind !== 'removal' &&
                  ' Later you would make a new sheet; this one is not shown again.'}
              </p>
            )}
            {problem !== null && (
              <Banner
                tone="danger"
                title={kind === 'removal' ? `${leaving} was not removed` : 'It could not be confirmed'}
                isAlert
              >
                {problem}
              </Banner>
            )}
          </div>
        </form>
        <RecoverySheet client={made} groups={groups} by={by} made={date} />
      </div>
    </InFrame>
  )
}

function Step({ number, children }: { number: number; children: ReactNode }) {
  return (
    <li className={styles['step']}>
      <b aria-hidden>{number}</b>
      <span>{children}</span>
    </li>
  )
}

/** A group has four letters and digits; before that nobody is told that it is wrong. */
function isWhole(typed: string | undefined): boolean {
  return (typed ?? '').replace(/\s/g, '').length >= 4
}

function Right() {
  return (
    <span className={styles['right']}>
      <Icon name="check" />
      <VisuallyHidden>right</VisuallyHidden>
    </span>
  )
}
