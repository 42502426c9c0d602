import type { AnswerId } from '../../../core/ids.ts'
import { useNavigation } from '../../navigation.tsx'
import { sentenceOf } from '../../problem.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Drawer } from '../../ui/overlays/drawer.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWorkspace } from '../../workspace.tsx'
import { Trace } from './trace.tsx'
import styles from './trace.module.css'
import { useTrace } from './use-trace.ts'

export interface TraceDrawerProps {
  /** Null: it is closed. */
  answer: AnswerId | null
  onClose: () => void
}

/** How an answer was made, beside the thread or the log that it stands in. */
export function TraceDrawer({ answer, onClose }: TraceDrawerProps) {
  return answer === null ? null : <Opened answer={answer} onClose={onClose} />
}

function Opened({ answer, onClose }: { answer: AnswerId; onClose: () => void }) {
  const trace = useTrace(answer)
  const { role } = useWorkspace().about
  const { go, screen } = useNavigation()
  const entry = trace.data && (trace.data.ended ?? trace.data.began).entry.seq
  return (
    <Drawer
      title="How this answer was made"
      isOpen
      onClose={onClose}
      actions={
        role !== 'member' &&
        screen.kind !== 'audit' &&
        entry !== undefined && (
          <Button
            size="sm"
            onPress={() => {
              onClose()
              go({ kind: 'audit', entry })
            }}
          >
            Open entry
          </Button>
        )
      }
    >
      <div className={styles['body']}>
        {trace.isPending && <Skeleton label="Opening the trace" count={10} />}
        {trace.isError && (
          <Banner tone="danger" isAlert title="This cannot be shown">
            {sentenceOf(trace.error)}
          </Banner>
        )}
        {trace.data && <Trace trace={trace.data} onClose={onClose} />}
      </div>
    </Drawer>
  )
}
