import { useState } from 'react'
import type { OutputOf } from '../../core/contract/method.ts'
import type { workspaceContract } from '../../core/contract/workspace.ts'
import { sentenceOf } from '../problem.ts'
import { RadioGroup } from '../ui/fields/radio-group.tsx'
import { useWorkspace } from '../workspace.tsx'
import styles from './grants-screen.module.css'
import { useLookAgain } from './grants.ts'

type Setting = OutputOf<(typeof workspaceContract)['across.list']>['setting']

const settings: readonly { id: Setting; label: string; description: string }[] = [
  { id: 'never', label: 'Never', description: 'Nobody, not even an owner.' },
  {
    id: 'ask',
    label: 'Ask each time',
    description:
      'An owner’s own looks when they confirm them; a member’s when an owner consents to that look.',
  },
  { id: 'allow', label: 'With a reason', description: 'Everybody who may search here, with a reason.' },
]

/** Whether this client may be searched together with others. */
export function AcrossSetting({ setting }: { setting: Setting }) {
  const { caller } = useWorkspace()
  const lookAgain = useLookAgain()
  const [error, setError] = useState<string | null>(null)
  const change = async (next: Setting) => {
    try {
      await caller.call('across.set', { setting: next })
      setError(null)
    } catch (problem) {
      setError(sentenceOf(problem))
    }
    await lookAgain()
  }
  return (
    <section className={styles['section']} aria-label="Looks across clients">
      <h2 className={styles['heading']}>Looks across clients</h2>
      <p className={styles['text']}>
        Somebody who works for several clients can search them in one go. Each answers by itself; nothing is
        mixed, and each look is in this client’s log.
      </p>
      <RadioGroup
        label="This client may be looked at across clients"
        isLabelHidden
        items={settings}
        value={setting}
        error={error ?? undefined}
        onChange={(next) => void change(next)}
      />
    </section>
  )
}
