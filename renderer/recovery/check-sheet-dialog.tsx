import { useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useId, useState } from 'react'
import { sentenceOf } from '../problem.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/overlays/dialog.tsx'
import { WorkspaceTile } from '../ui/marks/workspace-tile.tsx'
import { type Client, clientsKey } from '../workspaces/clients.ts'
import { confirmSheet, sheetLength, sheetLetters } from './sheet.ts'
import styles from './bring-in-dialog.module.css'
import { SheetField } from './sheet-field.tsx'

export interface CheckSheetDialogProps {
  client: Client
  isOpen: boolean
  onClose: () => void
}

/** Whether a sheet that somebody has in hand opens this client. One that does counts as confirmed. */
export function CheckSheetDialog(props: CheckSheetDialogProps) {
  return props.isOpen ? <OpenDialog {...props} /> : null
}

function OpenDialog({ client, onClose }: CheckSheetDialogProps) {
  const id = useId()
  const queries = useQueryClient()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isPending, setPending] = useState(false)
  const [isRight, setRight] = useState(false)

  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (isPending) return
    if (sheetLetters(typed).length !== sheetLength) return setProblem('Type all 14 groups of the sheet.')
    setPending(true)
    const recoveryKey = new TextEncoder().encode(typed)
    try {
      await confirmSheet(client, recoveryKey)
      setTyped('')
      setRight(true)
      await queries.invalidateQueries({ queryKey: clientsKey })
    } catch (error) {
      setProblem(sentenceOf(error))
    } finally {
      recoveryKey.fill(0)
      setPending(false)
    }
  }

  return (
    <Dialog
      isOpen
      title="Check a recovery sheet"
      mark={<WorkspaceTile name={client.name} colour={client.colour} state="open" />}
      onClose={onClose}
      actions={
        isRight ? (
          <Button size="lg" variant="primary" autoFocus onPress={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button size="lg" onPress={onClose}>
              Cancel
            </Button>
            <Button size="lg" variant="primary" type="submit" form={id} isPending={isPending}>
              Check it
            </Button>
          </>
        )
      }
    >
      {isRight ? (
        <Banner tone="ok" title="This is its sheet" isAlert>
          It opens {client.name}. Put it back where it is kept; older sheets open nothing.
        </Banner>
      ) : (
        <form id={id} noValidate className={styles['form']} onSubmit={(event) => void submit(event)}>
          <SheetField
            autoFocus
            value={typed}
            error={problem}
            onChange={(next) => {
              setTyped(next)
              setProblem(null)
            }}
          />
        </form>
      )}
    </Dialog>
  )
}
