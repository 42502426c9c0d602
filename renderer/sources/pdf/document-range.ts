import { PDFDataRangeTransport } from 'pdfjs-dist'
import { mostBytes } from '../../../core/contract/workspace/documents.ts'

/** Reads a piece of the original: from `start` to before `end`, at most `mostBytes` long. */
export type ReadBytes = (start: number, end: number) => Promise<Uint8Array>

/**
 * Hands pdf.js those parts of a document that it asks for, so that the page of a file of a hundred megabytes is there
 * before the file is. What was asked for in one piece is read in several, since a call returns only so much.
 */
export class DocumentRange extends PDFDataRangeTransport {
  readonly #read: ReadBytes
  readonly #failed: (error: unknown) => void
  #aborted = false
  /** One piece on its way at a time: all of them at once would be more than a pipe to the page takes. */
  #last: Promise<unknown> = Promise.resolve()

  /** @param failed told of the first piece that could not be read; pdf.js has no word for it */
  constructor(lengthBytes: number, read: ReadBytes, failed: (error: unknown) => void) {
    super(lengthBytes, null)
    this.#read = read
    this.#failed = failed
  }

  override requestDataRange(begin: number, end: number): void {
    const assembled = this.#last.then(async () => await this.#assemble(begin, end))
    this.#last = assembled.catch(() => undefined)
    assembled.then(
      (bytes) => {
        if (!this.#aborted) this.onDataRange(begin, bytes)
      },
      (error: unknown) => {
        if (!this.#aborted) this.#failed(error)
      },
    )
  }

  override abort(): void {
    this.#aborted = true
  }

  async #assemble(begin: number, end: number): Promise<Uint8Array> {
    const whole = new Uint8Array(end - begin)
    for (let at = begin; at < end && !this.#aborted; at += mostBytes) {
      const piece = await this.#read(at, Math.min(end, at + mostBytes))
      whole.set(piece, at - begin)
    }
    return whole
  }
}
