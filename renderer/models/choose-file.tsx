import { type ReactNode, useState } from 'react'
import { Banner } from '../ui/banner.tsx'
import { FileButton } from '../ui/file-button.tsx'
import styles from './models-screen.module.css'
import { useAction } from './use-action.ts'

export interface ChooseFileProps<Chosen> {
  label: string
  /** Ends of names, with the point. */
  accepts: readonly string[]
  isMultiple?: boolean
  /** Which files these are. */
  note: string
  /** Over the reason for which a file is not taken. */
  refusal: string
  /** Looks at what was chosen before anything is done with it. */
  look: (files: readonly File[]) => Promise<Chosen>
  /** The dialog about what was chosen. */
  children: (chosen: Chosen, onClose: () => void) => ReactNode
}

/** The way in for a file of a model: a button, and a dialog about the file. */
export function ChooseFile<Chosen>({
  label,
  accepts,
  isMultiple = false,
  note,
  refusal,
  look,
  children,
}: ChooseFileProps<Chosen>) {
  const [chosen, setChosen] = useState<{ found: Chosen } | null>(null)
  const { problem, run } = useAction()
  return (
    <div className={styles['form']}>
      <div className={styles['buttons']}>
        <FileButton
          icon="disk"
          isMultiple={isMultiple}
          accepts={accepts}
          onChoose={(files) => {
            if (files.length > 0) void run(async () => setChosen({ found: await look(files) }))
          }}
        >
          {label}
        </FileButton>
      </div>
      <p className={styles['note']}>{note}</p>
      {problem !== null && (
        <Banner tone="danger" title={refusal} isAlert>
          {problem}
        </Banner>
      )}
      {chosen && children(chosen.found, () => setChosen(null))}
    </div>
  )
}
