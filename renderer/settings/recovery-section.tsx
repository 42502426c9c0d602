import { useState } from 'react'
import { sentenceOf } from '../problem.ts'
import { useRecovery } from '../recovery/recovery-provider.tsx'
import { BackupPart } from '../recovery/backup-part.tsx'
import { CheckSheetDialog } from '../recovery/check-sheet-dialog.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import type { Client } from '../workspaces/clients.ts'
import { SettingsSection } from './settings-section.tsx'
import styles from './settings-section.module.css'

export interface RecoverySectionProps {
  /** The client that is open, if any, and whether this person owns it. */
  client: Client | null
  isOwner: boolean
}

const states = {
  confirmed: 'Its sheet was typed back, so there is one that can be read.',
  unconfirmed: 'Its sheet was never confirmed. Make a new one, or check the one you have.',
  replacing: 'A new sheet was made and not confirmed yet. Until it is, the one before it opens the file.',
} as const

/** The sheet of the client that is open, and bringing another one in by its sheet. */
export function RecoverySection({ client, isOwner }: RecoverySectionProps) {
  const recovery = useRecovery()
  const [problem, setProblem] = useState<string | null>(null)
  const [isMaking, setMaking] = useState(false)
  const [isChecking, setChecking] = useState(false)
  if (!recovery) return null
  return (
    <SettingsSection
      title="Recovery"
      text="A sheet of paper for each client opens its file, or a backup of it, when this computer’s keys are lost."
    >
      {client && (
        <div className={styles['group']}>
          <p>
            <b dir="auto">{client.name}</b>
          </p>
          <p className={styles['note']}>{states[client.sheet]}</p>
          <div className={styles['buttons']}>
            <Button onPress={() => setChecking(true)}>Check a sheet…</Button>
            <Button
              isDisabled={!isOwner}
              isPending={isMaking}
              onPress={() => {
                setMaking(true)
                setProblem(null)
                recovery.newSheet(client).catch((error: unknown) => {
                  setProblem(sentenceOf(error))
                  setMaking(false)
                })
              }}
            >
              Make a new sheet…
            </Button>
          </div>
          {!isOwner && <p className={styles['note']}>Only owners can make a new sheet.</p>}
          {problem !== null && (
            <Banner tone="danger" title="No sheet was made" isAlert>
              {problem}
            </Banner>
          )}
          <BackupPart client={client} isOwner={isOwner} />
          <CheckSheetDialog client={client} isOpen={isChecking} onClose={() => setChecking(false)} />
        </div>
      )}
      <div className={styles['group']}>
        <p className={styles['note']}>
          A client whose keys were lost, or from another computer, comes in with its file and its sheet. A
          backup of one of your clients takes it back to that day.
        </p>
        <div>
          <Button onPress={recovery.bringIn}>Bring a client in, or back…</Button>
        </div>
      </div>
    </SettingsSection>
  )
}
