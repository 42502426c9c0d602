import { useRef, useState } from 'react'
import type { OutputOf } from '../../../core/contract/method.ts'
import type { workspaceContract } from '../../../core/contract/workspace.ts'
import { codeOf, sentenceOf } from '../../problem.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/fields/text-area.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { useWorkspace } from '../../workspace.tsx'
import { momentWords } from '../day.ts'
import styles from './receipt-dialog.module.css'

type Checked = OutputOf<(typeof workspaceContract)['log.checkReceipt']>

type State =
  | { kind: 'asking' }
  | { kind: 'checking'; share: number | null }
  | { kind: 'checked'; checked: Checked }
  | { kind: 'failed'; isLog: boolean; why: string }

/** No receipt is longer; what is, is none. */
const longestCharacters = 20_000

/** Holds the log against a receipt that was kept elsewhere: pasted, scanned or picked. */
export function CheckReceiptDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return isOpen ? <Checking onClose={onClose} /> : null
}

function Checking({ onClose }: { onClose: () => void }) {
  const { caller } = useWorkspace()
  const [text, setText] = useState('')
  const [state, setState] = useState<State>({ kind: 'asking' })
  const stopper = useRef<AbortController | null>(null)

  async function check() {
    const own = new AbortController()
    stopper.current = own
    setState({ kind: 'checking', share: null })
    try {
      const checked = await caller.call(
        'log.checkReceipt',
        { text },
        {
          signal: own.signal,
          onEvent(event, payload) {
            if (event === 'log.checking')
              setState({ kind: 'checking', share: payload.done / Math.max(1, payload.total) })
          },
        },
      )
      setState({ kind: 'checked', checked })
    } catch (error) {
      const code = codeOf(error)
      if (code === 'cancelled') setState({ kind: 'asking' })
      else setState({ kind: 'failed', isLog: code === 'log-damaged', why: sentenceOf(error) })
    }
  }

  async function read([file]: readonly File[]) {
    if (!file) return
    setState({ kind: 'asking' })
    setText((await file.slice(0, longestCharacters).text()).replaceAll('\u0000', ''))
  }

  const close = () => {
    stopper.current?.abort()
    onClose()
  }
  const isChecking = state.kind === 'checking'
  return (
    <Dialog
      title="Check against a receipt"
      size="md"
      isOpen
      onClose={close}
      note="The whole log is checked first. It does not change."
      actions={
        <>
          {isChecking ? (
            <Button size="lg" onPress={() => stopper.current?.abort()}>
              Stop
            </Button>
          ) : (
            <Button size="lg" onPress={close}>
              Close
            </Button>
          )}
          <Button
            size="lg"
            variant="primary"
            icon="proof"
            isDisabled={text.trim() === ''}
            isPending={isChecking}
            onPress={() => void check()}
          >
            Check
          </Button>
        </>
      }
    >
      <div className={styles['body']}>
        <div className={styles['choose']}>
          <FileButton icon="folder" accepts={['.txt', 'text/plain']} onChoose={(files) => void read(files)}>
            Choose the file…
          </FileButton>
          <span>or paste the text, or what a scanner read from the code.</span>
        </div>
        <TextArea
          label="Receipt"
          rows={6}
          maxRows={10}
          maxLength={longestCharacters}
          isDisabled={isChecking}
          value={text}
          onChange={(next) => {
            setText(next)
            if (!isChecking) setState({ kind: 'asking' })
          }}
        />
        {isChecking && <ProgressBar label="Checking the log" tone="workspace" value={state.share} />}
        {state.kind === 'checked' && <Verdict checked={state.checked} />}
        {state.kind === 'failed' && (
          <Banner
            tone="danger"
            isAlert
            title={state.isLog ? 'The log is not in order' : 'It could not be checked'}
          >
            {state.why}
          </Banner>
        )}
      </div>
    </Dialog>
  )
}

const verdicts = {
  intact: { tone: 'ok', title: 'The log still contains it' },
  gone: { tone: 'danger', title: 'The log does not contain it any more' },
  'other-log': { tone: 'warn', title: 'It is of another log' },
  'not-signed-here': { tone: 'danger', title: 'It was not signed here' },
} as const

function Verdict({ checked: { verdict, sentence, stated } }: { checked: Checked }) {
  const { tone, title } = verdicts[verdict]
  return (
    <Banner tone={tone} isAlert title={title}>
      {sentence}
      {stated && ` It was signed ${momentWords(stated.timeMs)}.`}
    </Banner>
  )
}
