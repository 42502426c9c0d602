import type { PDFDocumentProxy } from 'pdfjs-dist'
import { useEffect, useState } from 'react'
import type { DocumentId } from '../../../core/ids.ts'
import { useWorkspace } from '../../workspace.tsx'
import { openPdf, type OpenPdf, type PdfProblem, PdfProblemError } from './open-pdf.ts'

export type PdfState =
  /** How much of the file was read; not all of it is, where it is built well. */
  | { kind: 'loading'; readBytes: number }
  | { kind: 'ready'; pdf: PDFDocumentProxy }
  | { kind: 'failed'; problem: PdfProblem }

/** A PDF of this workspace, open as long as it is shown. */
export function usePdf(document: DocumentId, lengthBytes: number): PdfState {
  const { caller } = useWorkspace()
  const [state, setState] = useState<PdfState>({ kind: 'loading', readBytes: 0 })
  useEffect(() => {
    const closed = new AbortController()
    let open: OpenPdf | undefined
    let readBytes = 0
    const read = async (start: number, end: number) => {
      const { signal } = closed
      const { bytes } = await caller.call('documents.bytes', { document, start, end }, { signal })
      readBytes += bytes.length
      if (!signal.aborted) setState((now) => (now.kind === 'loading' ? { kind: 'loading', readBytes } : now))
      return bytes
    }
    const load = async () => {
      setState({ kind: 'loading', readBytes: 0 })
      open = await openPdf(lengthBytes, read)
      if (closed.signal.aborted) return open.close()
      const pdf = await open.pdf
      if (!closed.signal.aborted) setState({ kind: 'ready', pdf })
    }
    load().catch((error: unknown) => {
      if (closed.signal.aborted) return
      const problem = error instanceof PdfProblemError ? error.problem : 'damaged'
      setState({ kind: 'failed', problem })
    })
    return () => {
      closed.abort()
      open?.close()
    }
  }, [caller, document, lengthBytes])
  return state
}
