import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { firm } from '../api.ts'
import { SavingNote, useSaving } from '../saving.tsx'
import { NotLoaded } from '../not-loaded.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Segmented } from '../ui/fields/segmented.tsx'
import { Dialog } from '../ui/overlays/dialog.tsx'
import { ScrollArea } from '../ui/scroll-area.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import styles from './support-dialog.module.css'

/** All of the support file, to be read before it is saved; what is saved is what was shown. */
export function SupportDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return isOpen ? <Shown onClose={onClose} /> : null
}

function Shown({ onClose }: { onClose: () => void }) {
  const [openedMs] = useState(() => Date.now())
  const { saving, save } = useSaving('support')
  const [name, setName] = useState<string | null>(null)
  const preview = useQuery({
    queryKey: ['support.preview', openedMs],
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
    queryFn: async () => await firm.call('support.preview', {}),
  })
  const { data, error } = preview
  const file = data?.files.find((one) => one.name === name) ?? data?.files[0]

  const saveAs = (sha256: string) =>
    save(async (target) => (await firm.call('support.save', { sha256, target })).path)

  return (
    <Dialog
      title="Support file"
      size="lg"
      isOpen
      onClose={onClose}
      note="Saved exactly as it is shown. Nothing is sent: you pass it on yourself."
      actions={
        <>
          <Button size="lg" onPress={onClose}>
            {saving.kind === 'saved' ? 'Done' : 'Cancel'}
          </Button>
          <Button
            size="lg"
            variant="primary"
            icon="download"
            isDisabled={data === undefined}
            isPending={saving.kind === 'saving'}
            onPress={() => data && void saveAs(data.sha256)}
          >
            Save…
          </Button>
        </>
      }
    >
      <div className={styles['body']}>
        {preview.isPending && <Skeleton label="Putting the file together" count={8} />}
        {error && <NotLoaded title="There is no support file" error={error} onTryAgain={preview.refetch} />}
        <SavingNote saving={saving} />
        {data && file && (
          <>
            <div className={styles['files']}>
              <Segmented
                label="Files in it"
                items={data.files.map((one) => ({ id: one.name, label: one.name }))}
                value={file.name}
                onChange={setName}
              />
              <CopyButton text={file.text} label={`Copy ${file.name}`} />
            </div>
            <ScrollArea className={styles['scroll']}>
              <pre className={styles['text']}>{file.text === '' ? 'Empty' : file.text}</pre>
            </ScrollArea>
          </>
        )}
      </div>
    </Dialog>
  )
}
