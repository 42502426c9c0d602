import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Hash } from '../ui/marks/hash.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { clockWords } from './day.ts'
import styles from './log-check.module.css'
import type { CheckState } from './use-log-check.ts'

export interface LogCheckProps {
  state: CheckState
  size: number
  onCheck: () => void
  onStop: () => void
}

/** Whether the whole log is as it was written, when somebody asked. */
export function LogCheckBanner({ state, size, onCheck, onStop }: LogCheckProps) {
  switch (state.kind) {
    case 'unchecked':
      return null
    case 'checking':
      return (
        <div className={styles['check']}>
          <Banner
            icon="proof"
            title={`Checking ${size.toLocaleString()} entries`}
            actions={
              <Button size="sm" onPress={onStop}>
                Stop
              </Button>
            }
          >
            <ProgressBar
              label="Checking the log"
              tone="workspace"
              value={state.progress && state.progress.done / Math.max(1, state.progress.total)}
              detail="Every entry against its hash, the tree against its root, who may read what against the log."
            />
          </Banner>
        </div>
      )
    case 'in-order':
      return (
        <div className={styles['check']}>
          <Banner
            tone="ok"
            isAlert
            title={`The log is in order: ${state.size.toLocaleString()} entries`}
            actions={
              <Button size="sm" icon="refresh" onPress={onCheck}>
                Check again
              </Button>
            }
          >
            Checked at {clockWords(state.atMs)}. Nothing was changed, removed or put between, and it goes on
            from the last state that this computer signed.
            <span className={styles['root']}>
              Root <Hash value={state.root} label="root of the log" />
            </span>
          </Banner>
        </div>
      )
    case 'failed':
      return (
        <div className={styles['check']}>
          <Banner
            tone="danger"
            isAlert
            title={state.isLog ? 'The log is not in order' : 'The log could not be checked'}
            actions={
              <Button size="sm" icon="refresh" onPress={onCheck}>
                Check again
              </Button>
            }
          >
            {state.sentence}
            {state.isLog && ' Keep a copy of the file as it is, and tell whoever looks after this computer.'}
          </Banner>
        </div>
      )
  }
}
