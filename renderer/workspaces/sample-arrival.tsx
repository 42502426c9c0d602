import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { WorkspaceCaller } from '../api.ts'
import { useImporter } from '../documents/importer.tsx'
import { countsOf, filesOf } from '../documents/importing/import-state.ts'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { useWorkspace } from '../workspace.tsx'
import { ClientState } from './client-state.tsx'
import styles from './client-state.module.css'
import type { Sample } from './samples.ts'

/**
 * Brings in the documents of an invented client that has just been made, and shows `children` once they are there. The
 * page that made it was thrown away, so one knows it by its name and by nothing having been done in it yet.
 */
export function SampleArrival({ sample, children }: { sample: Sample; children: ReactNode }) {
  const { caller, about } = useWorkspace()
  const importer = useImporter()
  const isBegun = useRef(false)
  const [isArriving, setArriving] = useState(about.documents === 0 && about.role === 'owner')
  useEffect(() => {
    if (!isArriving || isBegun.current) return
    isBegun.current = true
    void isUntouched(caller)
      .then(async (untouched) => {
        if (untouched) await importer.addSample(sample.id)
      })
      .finally(() => setArriving(false))
  }, [caller, importer, isArriving, sample.id])

  if (!isArriving) return children
  const { files, ready, failed } = countsOf(filesOf(importer.state))
  const of = files === 0 ? sample.documents : files
  return (
    <ClientState client={about} state="open" title="Bringing in its documents">
      <ProgressBar
        label="Bringing in the sample’s documents"
        tone="workspace"
        value={(ready + failed) / of}
        detail={`${ready + failed} of ${of}`}
      />
      <p className={styles['note']}>
        An invented client: look around, ask, delete what you like. Its recovery key was not kept.
      </p>
    </ClientState>
  )
}

/** Nothing was ever brought in, nothing waits, nobody asked anything. */
async function isUntouched(caller: WorkspaceCaller): Promise<boolean> {
  try {
    const [imported, waiting, threads] = await Promise.all([
      caller.call('documents.imported', {}),
      caller.call('imports.waiting', {}),
      caller.call('threads.list', {}),
    ])
    return imported.files.length + waiting.files.length + threads.threads.length === 0
  } catch {
    // It was locked before it answered.
    return false
  }
}
