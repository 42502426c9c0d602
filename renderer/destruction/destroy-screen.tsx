import { type SyntheticEvent, useState } from 'react'
import type { DestructionId } from '../../core/ids.ts'
import { firm, shell } from '../api.ts'
import formStyles from '../firm/form.module.css'
import { useFirmState } from '../firm/firm-state.ts'
import { passphraseBytes } from '../firm/passphrase-bytes.ts'
import { codeOf, sentenceOf } from '../problem.ts'
import { BackupPart } from '../recovery/backup-part.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/fields/checkbox.tsx'
import { PassphraseField } from '../ui/fields/passphrase-field.tsx'
import { TextField } from '../ui/fields/text-field.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import type { Client } from '../workspaces/clients.ts'
import { SheetFrame } from '../workspaces/sheet-frame.tsx'
import { Certificate } from './certificate.tsx'
import styles from './destroy-screen.module.css'
import { remainsWords } from './remains-words.ts'

export interface DestroyScreenProps {
  client: Client
  /** Nothing was changed. */
  onCancel: () => void
  /** To its audit log, to export that first. */
  onExport: () => void
}

type Done = { destruction: DestructionId; remaining: { keys: number; files: number } } & {
  certificate: Uint8Array | null
}

/** Everything about destroying a client: what goes, what to keep before, who says so; then the certificate of it. */
export function DestroyScreen({ client, onCancel, onExport }: DestroyScreenProps) {
  const [done, setDone] = useState<Done | null>(null)
  return (
    <SheetFrame client={client}>
      <div className={styles['column']}>
        {done ? (
          <Destroyed client={client} done={done} onDone={setDone} />
        ) : (
          <Asking client={client} onCancel={onCancel} onExport={onExport} onDone={setDone} />
        )}
      </div>
    </SheetFrame>
  )
}

interface AskingProps extends DestroyScreenProps {
  onDone: (done: Done) => void
}

function Asking({ client, onCancel, onExport, onDone }: AskingProps) {
  const hasPassphrase = useFirmState().data?.login === 'passphrase'
  const [name, setName] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [isNamed, setNamed] = useState(false)
  const [isPending, setPending] = useState(false)
  const [problem, setProblem] = useState<{ of: 'name' | 'passphrase' | 'all'; sentence: string } | null>(null)
  const errorOf = (field: 'name' | 'passphrase') => (problem?.of === field ? problem.sentence : null)

  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (isPending) return
    if (name.normalize('NFC') !== client.name)
      return setProblem({ of: 'name', sentence: 'Type the name as it stands above, letter by letter.' })
    if (hasPassphrase && passphrase === '')
      return setProblem({ of: 'passphrase', sentence: 'Type your passphrase.' })
    setProblem(null)
    setPending(true)
    const typed = hasPassphrase ? passphraseBytes(passphrase) : null
    try {
      const input = { workspace: client.id, name: new TextEncoder().encode(client.name), passphrase: typed }
      onDone(await firm.call('workspaces.destroy', { ...input, isNamed }))
    } catch (error) {
      const isWrong = codeOf(error) === 'wrong-passphrase'
      setProblem({ of: isWrong ? 'passphrase' : 'all', sentence: sentenceOf(error) })
      setPassphrase('')
      setPending(false)
    } finally {
      typed?.fill(0)
    }
  }

  return (
    <form noValidate className={styles['parts']} onSubmit={(event) => void submit(event)}>
      <div>
        <h1 className={formStyles['title']}>
          Destroy <bdi>{client.name}</bdi>
        </h1>
        <p className={formStyles['lead']}>
          All of it goes from this computer, for everybody: documents, conversations, people, its log, and
          first of all every key that opens its file. Nobody can take it back: not you, not us.
        </p>
      </div>
      <section className={styles['part']} aria-label="Before">
        <h2>Before: keep what has to be kept</h2>
        <BackupPart client={client} isOwner />
        <div>
          <Button isDisabled={isPending} onPress={onExport}>
            Export its log first…
          </Button>
        </div>
      </section>
      <section className={styles['part']} aria-label="What it does not reach">
        <h2>What it does not reach</h2>
        <ul className={styles['list']}>
          <li>Backups, with their recovery sheets; bundles and conversations that were saved.</li>
          <li>Copies of Bulkhead’s folder that a sync or backup program has made.</li>
          <li>Paper, screenshots, and the original files outside of Bulkhead.</li>
        </ul>
        <p className={styles['note']}>
          The certificate lists them, with the days on which the logs have them.
        </p>
      </section>
      <section className={styles['part']} aria-label="Destroy it">
        <TextField
          size="lg"
          label="The client’s name"
          hint={`Type “${client.name}”.`}
          spellCheck="false"
          value={name}
          isDisabled={isPending}
          error={errorOf('name')}
          onChange={setName}
        />
        {hasPassphrase && (
          <PassphraseField
            size="lg"
            label="Your passphrase"
            value={passphrase}
            isDisabled={isPending}
            error={errorOf('passphrase')}
            onChange={setPassphrase}
          />
        )}
        <Checkbox
          isSelected={isNamed}
          isDisabled={isPending}
          onChange={setNamed}
          description="Otherwise it says a random number alone. The copy that stays here never has the name."
        >
          Say the client’s name in the certificate
        </Checkbox>
      </section>
      {isPending && (
        <ProgressBar
          label={`Destroying ${client.name}`}
          tone="danger"
          value={null}
          detail="Its process ends; keys and files are removed, and looked for once more…"
        />
      )}
      {problem?.of === 'all' && (
        <Banner tone="danger" title="It did not work out" isAlert>
          {problem.sentence}
        </Banner>
      )}
      <div className={formStyles['actions']}>
        <Button type="submit" size="lg" variant="danger" isPending={isPending}>
          Destroy this client
        </Button>
        <Button size="lg" variant="quiet" isDisabled={isPending} onPress={onCancel}>
          Do not destroy it
        </Button>
      </div>
    </form>
  )
}

interface DestroyedProps {
  client: Client
  done: Done
  onDone: (done: Done) => void
}

function Destroyed({ client, done, onDone }: DestroyedProps) {
  const [problem, setProblem] = useState<string | null>(null)
  const { destruction, certificate, remaining } = done

  async function goOn() {
    setProblem(null)
    try {
      const next = await firm.call('destructions.goOn', { destruction })
      const isGone = next.remaining.keys + next.remaining.files === 0
      const kept = isGone ? await firm.call('destructions.certificate', { destruction }) : null
      onDone({ ...next, certificate: kept?.certificate ?? null })
    } catch (error) {
      setProblem(sentenceOf(error))
    }
  }

  return (
    <div className={styles['parts']}>
      <div>
        <h1 className={formStyles['title']}>
          {certificate ? (
            <>
              <bdi>{client.name}</bdi> is destroyed
            </>
          ) : (
            'Something could not be removed yet'
          )}
        </h1>
        <p className={formStyles['lead']}>
          {certificate
            ? 'What was known of it here was removed, and looked for once more: nothing was found. This certificate says just that.'
            : remainsWords(remaining)}
        </p>
      </div>
      {certificate && <Certificate certificate={certificate} />}
      {problem !== null && (
        <Banner tone="danger" title="It did not work out" isAlert>
          {problem}
        </Banner>
      )}
      <div className={formStyles['actions']}>
        {!certificate && (
          <Button size="lg" variant="primary" onPress={() => void goOn()}>
            Try again
          </Button>
        )}
        <Button size="lg" onPress={() => void shell.call('window.leave', {}).catch(() => undefined)}>
          Go to your clients
        </Button>
      </div>
    </div>
  )
}
