import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { BulkheadError } from '../errors.ts'
import { flushFolder } from '../flush-folder.ts'
import type { Output } from './output.ts'

/** Bytes that are gathered before they are written. */
const gatheredBytes = 1024 * 1024

/**
 * A file that is there whole or not at all: it grows under another name in the same folder, readable by its owner only,
 * and takes its own name when it is finished. What a killed process left behind is removed by the next one that writes
 * to the same place.
 */
export class OutputFile implements Output {
  readonly #target: string
  readonly #part: string
  readonly #handle: number
  #gathered: Uint8Array[] = []
  #gatheredBytes = 0
  #writtenBytes = 0
  #open = true

  /** @throws BulkheadError `not-writable`, `disk-full`; this and every call below */
  constructor(target: string) {
    this.#target = target
    this.#part = join(dirname(target), `.${basename(target)}.bulkhead-part`)
    this.#handle = attempt(() => {
      rmSync(this.#part, { force: true })
      return openSync(this.#part, 'wx', 0o600)
    })
  }

  get bytes(): number {
    return this.#writtenBytes + this.#gatheredBytes
  }

  append(bytes: Uint8Array): void {
    this.#gathered.push(bytes)
    this.#gatheredBytes += bytes.length
    if (this.#gatheredBytes >= gatheredBytes) this.#flush()
  }

  /** Writes over what stands at an offset already. */
  overwrite(offset: number, bytes: Uint8Array): void {
    this.#flush()
    this.#write(bytes, offset)
  }

  /** Durable under its own name when this returns; a file of that name is replaced. */
  finish(): void {
    this.#flush()
    attempt(() => fsyncSync(this.#handle))
    this.#close()
    attempt(() => {
      renameSync(this.#part, this.#target)
      flushFolder(dirname(this.#target))
    })
  }

  /** Leaves nothing behind. */
  discard(): void {
    this.#close()
    rmSync(this.#part, { force: true })
  }

  #close(): void {
    if (!this.#open) return
    this.#open = false
    closeSync(this.#handle)
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#gathered)
    this.#gathered = []
    this.#gatheredBytes = 0
    this.#write(bytes, this.#writtenBytes)
    this.#writtenBytes += bytes.length
  }

  #write(bytes: Uint8Array, offset: number): void {
    attempt(() => {
      for (let done = 0; done < bytes.length;)
        done += writeSync(this.#handle, bytes, done, bytes.length - done, offset + done)
    })
  }
}

/** Saves a file at once, whole or not at all; returns its length. @throws BulkheadError as `OutputFile` does */
export function saveWhole(target: string, content: Uint8Array): number {
  const file = new OutputFile(target)
  try {
    file.append(content)
    file.finish()
    return content.length
  } catch (error) {
    file.discard()
    throw error
  }
}

function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw new BulkheadError(
        'disk-full',
        'The disk is full, so nothing was saved. Free some space there and try again.',
      )
    throw new BulkheadError(
      'not-writable',
      'It could not be written there, so nothing was saved. Choose a folder that you may write to.',
    )
  }
}
