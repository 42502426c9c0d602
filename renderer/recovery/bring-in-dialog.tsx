import { useQuery } from '@tanstack/react-query'
import type { CallOptions } from '../../core/contract/caller.ts'
import type { firmEvents } from '../../core/contract/firm.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { type SyntheticEvent, useEffect, useId, useRef, useState } from 'react'
import { firm, shell } from '../api.ts'
import { codeOf, sentenceOf } from '../problem.ts'
import { sizeWords } from '../documents/size-words.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { FileButton } from '../ui/file-button.tsx'
import { Dialog } from '../ui/overlays/dialog.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { openClient } from '../workspaces/open-client.ts'
import styles from './bring-in-dialog.module.css'
import { SheetField } from './sheet-field.tsx'
import { sheetLength, sheetLetters } from './sheet.ts'

interface Chosen {
  name: string
  path: string
  /** When it was made, for a backup of one of this person's clients: it needs no sheet. */
  backupMs: number | null
}

/** How far a client on its way is: its file copied, in bytes, then its log checked, in entries. */
type Way =
  { step: 'begins' } | { step: 'copied' | 'checked'; done: number; total: number } | { step: 'stops' }

/** Brings a client in by its recovery sheet: from a file, or from what an earlier firm left in this folder. */
export function BringInDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return isOpen ? <OpenDialog onClose={onClose} /> : null
}

function OpenDialog({ onClose }: { onClose: () => void }) {
  const id = useId()
  const waiting = useQuery({
    queryKey: ['recovery.waiting'],
    queryFn: async () => (await firm.call('recovery.waiting', {})).count,
    staleTime: 0,
  })
  const [file, setFile] = useState<Chosen | null>(null)
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<{ of: 'file' | 'sheet'; sentence: string } | null>(null)
  const [way, setWay] = useState<Way | null>(null)
  const isPending = way !== null
  const going = useRef<AbortController | null>(null)
  useEffect(() => () => going.current?.abort(), [])
  const hasEarlier = (waiting.data ?? 0) > 0

  async function choose([picked]: readonly File[]) {
    if (!picked) return
    setProblem(null)
    try {
      const { path } = await shell.call('recovery.offer', { files: [picked] })
      const found = await firm.call('backup.inspect', { file: path })
      const backupMs = found.kind === 'backup' && found.isMine ? found.madeMs : null
      setFile({ name: picked.name, path, backupMs })
    } catch (error) {
      setProblem({ of: 'file', sentence: sentenceOf(error) })
    }
  }

  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (isPending) return
    if (!file && !hasEarlier) return setProblem({ of: 'file', sentence: 'Choose the client’s file first.' })
    if (file?.backupMs != null) {
      const { path } = file
      // What is there now is put aside: the button says so, and the words above it.
      return await bring(
        async (options) => await firm.call('workspaces.restore', { file: path, replace: true }, options),
      )
    }
    if (sheetLetters(typed).length !== sheetLength)
      return setProblem({ of: 'sheet', sentence: 'Type all 14 groups of the sheet.' })
    const recoveryKey = new TextEncoder().encode(typed)
    try {
      await bring(
        async (options) =>
          await firm.call('workspaces.recover', { file: file?.path ?? null, recoveryKey }, options),
      )
    } finally {
      recoveryKey.fill(0)
    }
  }

  async function bring(
    call: (options: CallOptions<typeof firmEvents>) => Promise<{ workspace: WorkspaceId }>,
  ) {
    const abort = new AbortController()
    going.current = abort
    setWay({ step: 'begins' })
    setProblem(null)
    try {
      const { workspace } = await call({
        signal: abort.signal,
        onEvent(...[event, payload]) {
          if (abort.signal.aborted) return
          if (event === 'workspace.copying') setWay({ step: 'copied', ...payload })
          if (event === 'log.checking') setWay({ step: 'checked', ...payload })
        },
      })
      openClient(workspace)
    } catch (error) {
      const of = codeOf(error) === 'wrong-recovery-key' ? 'sheet' : 'file'
      // Stopped, all is as it was before: the same choice stands there again.
      if (codeOf(error) !== 'cancelled') setProblem({ of, sentence: sentenceOf(error) })
      setWay(null)
    } finally {
      going.current = null
    }
  }

  function stopOrClose() {
    if (!isPending) return onClose()
    going.current?.abort()
    setWay({ step: 'stops' })
  }

  const backupMs = file?.backupMs ?? null
  return (
    <Dialog
      isOpen
      isStrict
      title="Bring a client in, or back"
      onClose={stopOrClose}
      note={
        backupMs === null
          ? 'You become an owner of it, and its log says so. The file you choose is copied and stays as it is.'
          : 'Only an owner can do this. Its log says so for good.'
      }
      actions={
        <>
          <Button size="lg" onPress={stopOrClose} isDisabled={way?.step === 'stops'}>
            {isPending ? 'Stop' : 'Cancel'}
          </Button>
          <Button size="lg" variant="primary" type="submit" form={id} isPending={isPending}>
            {backupMs === null ? 'Bring it in' : 'Go back to this backup'}
          </Button>
        </>
      }
    >
      <form id={id} noValidate className={styles['form']} onSubmit={(event) => void submit(event)}>
        {hasEarlier && (
          <Banner title={waitingWords(waiting.data ?? 0)}>
            They are still in Bulkhead’s folder, so you need no file: type a sheet, and its client is found.
          </Banner>
        )}
        <div className={styles['file']}>
          <p className={styles['label']}>{hasEarlier ? 'Or its file from elsewhere' : 'Its file'}</p>
          <p className={styles['hint']}>
            A backup; or the file whose name is on the sheet and ends in .bulkhead, with the one that ends in
            .recovery.json beside it.
          </p>
          <div className={styles['chosen']}>
            <FileButton
              icon="folder"
              isDisabled={isPending}
              accepts={['.bulkhead', '.zip']}
              onChoose={(files) => void choose(files)}
            >
              {file ? 'Choose another…' : 'Choose the file…'}
            </FileButton>
            {file && <code className={styles['name']}>{file.name}</code>}
          </div>
        </div>
        {backupMs !== null ? (
          <Banner tone="warn" title={`One of your clients, as it was on ${dayWords(backupMs)}`}>
            What was added or changed since is put aside in Bulkhead’s folder, not deleted. Members and groups
            are those of that day again.
          </Banner>
        ) : (
          <SheetField
            value={typed}
            error={problem?.of === 'sheet' ? problem.sentence : null}
            onChange={(next) => {
              setTyped(next)
              setProblem(null)
            }}
          />
        )}
        {way && (
          <ProgressBar
            label={backupMs === null ? 'Bringing the client in' : 'Going back to the backup'}
            value={'done' in way && way.total > 0 ? way.done / way.total : null}
            detail={wayWords(way)}
          />
        )}
        {problem?.of === 'file' && (
          <Banner
            tone="danger"
            title={backupMs === null ? 'It was not brought in' : 'Nothing was changed'}
            isAlert
          >
            {problem.sentence}
          </Banner>
        )}
      </form>
    </Dialog>
  )
}

function wayWords(way: Way): string {
  switch (way.step) {
    case 'begins':
      return 'Begins…'
    case 'copied':
      return way.done < way.total
        ? `${sizeWords(way.done)} of ${sizeWords(way.total)} copied`
        : 'Copied. It is opened…'
    case 'checked':
      return `Checking the log: ${way.done.toLocaleString()} of ${way.total.toLocaleString()} entries`
    case 'stops':
      return 'Stops. All will be as it was before…'
  }
}

function dayWords(timeMs: number): string {
  return new Date(timeMs).toLocaleString(undefined, { dateStyle: 'long', timeStyle: 'short' })
}

function waitingWords(count: number): string {
  return count === 1
    ? 'One client of the earlier firm waits here'
    : `${count} clients of the earlier firm wait here`
}
