import { useState } from 'react'
import type { FirmModels, InstalledHere } from '../../core/contract/models.ts'
import { firm } from '../api.ts'
import { sizeWords } from '../documents/size-words.ts'
import { SettingsSection } from '../settings/settings-section.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Hash } from '../ui/marks/hash.tsx'
import { ConfirmDialog } from '../ui/overlays/confirm-dialog.tsx'
import { FromFile } from './from-file.tsx'
import { ModelRow } from './model-row.tsx'
import styles from './models-screen.module.css'
import { useAction } from './use-action.ts'

/** What this installation has, and the way in for a model from files. */
export function InstalledSection({ models }: { models: FirmModels }) {
  const { freeBytes, totalBytes } = models.memory
  return (
    <SettingsSection
      title="Installed"
      text={`For every client here; each chooses its own. This computer has ${sizeWords(totalBytes)} of memory, ${sizeWords(freeBytes)} of it free.`}
    >
      {models.installed.length === 0 ? (
        <p className={styles['note']}>
          None yet. Search and answers work with what comes with Bulkhead: by words, and by quoting.
        </p>
      ) : (
        <ul className={styles['list']}>
          {models.installed.map((model) => (
            <Installed key={model.id} model={model} />
          ))}
        </ul>
      )}
      <FromFile />
    </SettingsSection>
  )
}

function Installed({ model }: { model: InstalledHere }) {
  const [isAsking, setAsking] = useState(false)
  const { isPending, problem, run, forget } = useAction()
  return (
    <ModelRow
      model={model}
      about={model.origin === 'catalogue' ? 'From the catalogue' : 'From files'}
      actions={
        <Button
          variant="quiet"
          icon="trash"
          aria-label={`Remove ${model.name}`}
          onPress={() => {
            forget()
            setAsking(true)
          }}
        >
          Remove
        </Button>
      }
    >
      <p className={styles['note']}>
        <Hash value={model.sha256} label="SHA-256 over its files" />
      </p>
      {model.problem !== null && (
        <Banner tone="danger" title="Not used">
          {model.problem}
        </Banner>
      )}
      <ConfirmDialog
        title={`Remove ${model.name}?`}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        confirmLabel="Remove model"
        isPending={isPending}
        error={problem}
        onConfirm={() =>
          void run(async () => await firm.call('models.remove', { id: model.id })).then((done) => {
            if (done) setAsking(false)
          })
        }
      >
        Its files are deleted. No document goes. A client that uses it says so, and works by words and
        quotations until another one is chosen there.
      </ConfirmDialog>
    </ModelRow>
  )
}
