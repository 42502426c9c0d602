import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { BulkheadError } from '../../errors.ts'

/** An adapter is a fraction of a model; what is larger is something else. */
const largestBytes = 512 * 1024 * 1024

/** Enough of a file for what is looked at; the metadata of an adapter is short. */
const headBytes = 64 * 1024

/**
 * Reads a LoRA adapter in GGUF. Its head must say that it is one; the rest is the runtime's to judge, when it is loaded.
 *
 * @throws BulkheadError `unsupported-format`, `not-found`
 */
export function readAdapter(path: string): { bytes: Uint8Array; sha256: string } {
  let handle: number
  try {
    handle = openSync(path, 'r')
  } catch {
    throw new BulkheadError('not-found', 'The file could not be read. Choose it again.')
  }
  try {
    const { size } = fstatSync(handle)
    if (size > largestBytes) throw noAdapter()
    const bytes = new Uint8Array(size)
    for (let at = 0; at < size;) {
      const read = readSync(handle, bytes, at, size - at, at)
      if (read === 0) throw noAdapter()
      at += read
    }
    const head = Buffer.from(bytes.buffer, 0, Math.min(size, headBytes))
    const isGguf =
      head.subarray(0, 4).toString('latin1') === 'GGUF' && size > 24 && head.readUInt32LE(4) === 3
    if (!isGguf || !saysAdapter(head)) throw noAdapter()
    return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
  } finally {
    closeSync(handle)
  }
}

/** Key and value as GGUF writes strings: length in eight bytes, type 8, text. */
function saysAdapter(head: Buffer): boolean {
  const pair = (key: string, value: string) => {
    const length = (text: string) => {
      const bytes = Buffer.alloc(8)
      bytes.writeBigUInt64LE(BigInt(text.length))
      return bytes
    }
    const type = Buffer.from([8, 0, 0, 0])
    return Buffer.concat([length(key), Buffer.from(key), type, length(value), Buffer.from(value)])
  }
  return head.includes(pair('general.type', 'adapter')) && head.includes(pair('adapter.type', 'lora'))
}

function noAdapter(): BulkheadError {
  return new BulkheadError('unsupported-format', 'This is no LoRA adapter in GGUF. Choose the file of one.')
}
