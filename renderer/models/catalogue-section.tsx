import { useState } from 'react'
import type { FirmModels, OfferedModel } from '../../core/contract/models.ts'
import { firm } from '../api.ts'
import { sizeWords } from '../documents/size-words.ts'
import { SettingsSection } from '../settings/settings-section.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { ConfirmDialog } from '../ui/overlays/confirm-dialog.tsx'
import { DownloadProgress } from './download-progress.tsx'
import { ModelRow } from './model-row.tsx'
import styles from './models-screen.module.css'
import { useAction } from './use-action.ts'

/** What can be downloaded, and the switch that ends downloading for good. */
export function CatalogueSection({ models }: { models: FirmModels }) {
  const offered = models.catalogue.filter(({ installed }) => !installed)
  return (
    <SettingsSection
      title="Catalogue"
      text={
        models.downloadsOff
          ? 'Downloading is switched off for good in this installation.'
          : 'The only time Bulkhead uses the network: when you press Install. Nothing about you or your clients is sent, and every byte is compared with its hash.'
      }
    >
      {models.downloadsOff ? (
        <Banner title="Nothing is downloaded here">
          Models still come in from files, which somebody brings. The firm’s log says when downloading was
          switched off.
        </Banner>
      ) : offered.length === 0 ? (
        <p className={styles['note']}>Everything in the catalogue is installed.</p>
      ) : (
        <ul className={styles['list']}>
          {offered.map((model) => (
            <Offered key={model.name} model={model} />
          ))}
        </ul>
      )}
      {!models.downloadsOff && <SwitchOff />}
    </SettingsSection>
  )
}

function Offered({ model }: { model: OfferedModel }) {
  const { name, download, fit } = model
  const { isPending, problem, run } = useAction()
  const [isAsking, setAsking] = useState(false)
  const isBegun = download?.kind === 'paused'
  const isRunning = download?.kind === 'running' || download?.kind === 'checking'
  const install = async () => await run(async () => await firm.call('models.install', { name }))
  return (
    <ModelRow
      model={model}
      about={model.about}
      actions={
        isRunning ? (
          <Button
            icon="pause"
            aria-label={`Pause ${name}`}
            onPress={() => void run(async () => await firm.call('models.pause', { name }))}
          >
            Pause
          </Button>
        ) : (
          <>
            {isBegun && (
              <Button
                variant="quiet"
                aria-label={`Discard ${name}`}
                onPress={() => void run(async () => await firm.call('models.discard', { name }))}
              >
                Discard
              </Button>
            )}
            <Button
              icon={isBegun ? 'play' : 'download'}
              aria-label={`${isBegun ? 'Go on with' : 'Install'} ${name}`}
              isPending={isPending}
              onPress={() => (fit === 'too-large' ? setAsking(true) : void install())}
            >
              {isBegun ? 'Go on' : 'Install'}
            </Button>
          </>
        )
      }
    >
      <DownloadProgress model={model} />
      {problem !== null && (
        <Banner tone="danger" title="That did not work" isAlert>
          {problem}
        </Banner>
      )}
      <details className={styles['note']}>
        <summary>Where it comes from</summary>
        <p>
          {new URL(model.source).hostname}. {model.hashesFrom}
        </p>
      </details>
      <ConfirmDialog
        title={`Install ${name} all the same?`}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        tone="normal"
        confirmLabel="Install"
        onConfirm={() => {
          setAsking(false)
          void install()
        }}
      >
        It takes about {sizeWords(model.memoryBytes)} of memory, which is more than this computer can give it.
        It may not start, or make everything slow.
      </ConfirmDialog>
    </ModelRow>
  )
}

function SwitchOff() {
  const [isOpen, setOpen] = useState(false)
  const { isPending, problem, run, forget } = useAction()
  return (
    <div>
      <Button
        variant="quiet"
        icon="offline"
        onPress={() => {
          forget()
          setOpen(true)
        }}
      >
        Switch downloading off for good…
      </Button>
      <ConfirmDialog
        title="Switch downloading off for good?"
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        confirmLabel="Switch off for good"
        nameToType="for good"
        isPending={isPending}
        error={problem}
        onConfirm={() =>
          void run(async () => await firm.call('models.switchDownloadsOff', {})).then((done) => {
            if (done) setOpen(false)
          })
        }
      >
        Bulkhead then never uses the network again in this installation, for nobody. It cannot be switched on
        again. Models that are installed stay, others can be taken in from files, and a download that runs is
        stopped.
      </ConfirmDialog>
    </div>
  )
}
