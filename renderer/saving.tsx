import { useState } from 'react'
import type { Saved } from '../core/contract/window.ts'
import { sentenceOf } from './problem.ts'
import { chooseTarget } from './save-target.ts'
import styles from './saving.module.css'
import { Banner } from './ui/banner.tsx'

type Saving =
  { kind: 'no' } | { kind: 'saving' } | { kind: 'saved'; path: string } | { kind: 'failed'; why: string }

/** Saves one thing to a place that is asked for first; what came of it stands in a `SavingNote`. */
export function useSaving(saves: Saved) {
  const [saving, setSaving] = useState<Saving>({ kind: 'no' })
  /** @param write gives the path of the file that it wrote */
  async function save(write: (target: string) => Promise<string>): Promise<void> {
    setSaving({ kind: 'saving' })
    try {
      const target = await chooseTarget(saves)
      setSaving(target === null ? { kind: 'no' } : { kind: 'saved', path: await write(target) })
    } catch (error) {
      setSaving({ kind: 'failed', why: sentenceOf(error) })
    }
  }
  return { saving, save }
}

export function SavingNote({ saving }: { saving: Saving }) {
  if (saving.kind === 'saved')
    return (
      <Banner tone="ok" isAlert title="Saved">
        <span className={styles['path']}>{saving.path}</span>
      </Banner>
    )
  if (saving.kind === 'failed')
    return (
      <Banner tone="danger" isAlert title="It was not saved">
        {saving.why}
      </Banner>
    )
  return null
}
