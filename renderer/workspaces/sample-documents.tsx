import { useEffect, useRef } from 'react'
import { useImporter } from '../documents/importer.tsx'
import { useWorkspace } from '../workspace.tsx'
import type { Sample } from './samples.ts'

/**
 * Brings in the documents of an invented client that has just been made. A workspace of that name into which nothing
 * was ever brought, and in which nobody has asked anything, is one: the page that made it was thrown away.
 */
export function SampleDocuments({ sample }: { sample: Sample }) {
  const { caller, about } = useWorkspace()
  const importer = useImporter()
  const isBegun = useRef(false)
  const isEmpty = about.documents === 0 && about.role === 'owner'
  useEffect(() => {
    if (!isEmpty || isBegun.current) return
    isBegun.current = true
    void isUntouched().then(async (untouched) => {
      if (untouched) await importer.addSample(sample.id)
    })

    async function isUntouched(): Promise<boolean> {
      const [imported, threads, waiting] = await Promise.all([
        caller.call('documents.imported', {}),
        caller.call('threads.list', {}),
        caller.call('imports.waiting', {}),
      ])
      return imported.files.length === 0 && threads.threads.length === 0 && waiting.files.length === 0
    }
  }, [caller, importer, isEmpty, sample.id])
  return null
}
