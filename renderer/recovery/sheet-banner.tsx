import { useState } from 'react'
import { sentenceOf } from '../problem.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { useWorkspace } from '../workspace.tsx'
import type { Client } from '../workspaces/clients.ts'
import { useRecovery } from './recovery-provider.tsx'
import styles from './sheet-banner.module.css'

/** Until somebody has typed it back, nobody knows that there is a sheet of paper that opens this client. */
export function SheetBanner({ client }: { client: Client }) {
  const { role } = useWorkspace().about
  const recovery = useRecovery()
  const [problem, setProblem] = useState<string | null>(null)
  const [isPending, setPending] = useState(false)
  if (client.sheet !== 'unconfirmed') return null
  const newSheet = role === 'owner' ? recovery?.newSheet : undefined
  return (
    <div className={styles['place']}>
      <Banner
        tone="warn"
        title="The recovery sheet of this client was never confirmed"
        actions={
          newSheet && (
            <Button
              isPending={isPending}
              onPress={() => {
                setPending(true)
                newSheet(client).catch((error: unknown) => {
                  setProblem(sentenceOf(error))
                  setPending(false)
                })
              }}
            >
              Make a new sheet…
            </Button>
          )
        }
      >
        {problem ??
          (newSheet
            ? 'Without one, nobody can open its file if this computer’s keys are lost.'
            : 'Without one, nobody can open its file if this computer’s keys are lost. Only an owner can make a new one.')}
      </Banner>
    </div>
  )
}
