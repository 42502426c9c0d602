import type { PDFDocumentProxy } from 'pdfjs-dist'
// Its address, which the build makes.
// oxlint-disable-next-line import/default
import workerAddress from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { mostBytes } from '../../../core/contract/workspace/documents.ts'
import type { ReadBytes } from './document-range.ts'

/** The most points that one picture in a PDF may have; a larger one is left out. */
const mostImagePoints = 2 ** 26

/** Why a PDF is not drawn. */
export type PdfProblem = 'encrypted' | 'damaged' | { unread: unknown }

export interface OpenPdf {
  readonly pdf: Promise<PDFDocumentProxy>
  close(): void
}

/**
 * Opens a PDF in a worker of its own, which ends with it. Nothing in the file runs: pdf.js is not given its scripting, its
 * forms in XML or its layer of links, and what it needs beside the file comes from the app's own files.
 *
 * @throws PdfProblemError by way of `pdf`
 */
export async function openPdf(lengthBytes: number, read: ReadBytes): Promise<OpenPdf> {
  const { getDocument, PDFWorker } = await import('pdfjs-dist')
  const { DocumentRange } = await import('./document-range.ts')
  const thread = new Worker(workerAddress, { type: 'module' })
  const worker = PDFWorker.create({ port: thread })
  const failure = Promise.withResolvers<never>()
  const range = new DocumentRange(lengthBytes, read, (error) =>
    failure.reject(new PdfProblemError({ unread: error })),
  )
  const task = getDocument({
    range,
    rangeChunkSize: mostBytes,
    disableAutoFetch: true,
    disableStream: true,
    worker,
    verbosity: 0,
    cMapUrl: appFiles('cmaps'),
    standardFontDataUrl: appFiles('standard_fonts'),
    wasmUrl: appFiles('wasm'),
    iccUrl: appFiles('iccs'),
    maxImageSize: mostImagePoints,
    enableXfa: false,
  })
  thread.addEventListener('error', () => failure.reject(new PdfProblemError('damaged')))
  return {
    pdf: Promise.race([task.promise, failure.promise]).catch((error: unknown) => {
      throw problemOf(error)
    }),
    close() {
      // Asked nicely, a worker that is lost in a damaged file would never end.
      task.destroy().catch(() => undefined)
      worker.destroy()
      thread.terminate()
    },
  }
}

/** Where the build puts what pdf.js reads beside a file; see `vite.config.ts`. */
function appFiles(folder: string): string {
  return new URL(`pdf/${folder}/`, document.baseURI).href
}

export class PdfProblemError extends Error {
  readonly problem: PdfProblem

  constructor(problem: PdfProblem) {
    super('a PDF is not drawn')
    this.name = 'PdfProblemError'
    this.problem = problem
  }
}

function problemOf(error: unknown): PdfProblemError {
  if (error instanceof PdfProblemError) return error
  const encrypted = error instanceof Error && error.name === 'PasswordException'
  return new PdfProblemError(encrypted ? 'encrypted' : 'damaged')
}
