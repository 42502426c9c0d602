import { inflateRawSync } from 'node:zlib'

/** One file of an archive, as its central directory describes it. Sizes are what the archive claims, in bytes. */
export interface ZipEntry {
  name: string
  method: number
  packedBytes: number
  headerAt: number
}

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const headerSignature = 0x04034b50
const endLength = 22
const longestComment = 0xffff

/**
 * The entries of a zip archive (PKWARE APPNOTE 6.3, without ZIP64, which no document needs); null when the bytes
 * are no readable archive.
 */
export function zipEntries(bytes: Uint8Array): ZipEntry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOfDirectory(view)
  if (end === undefined) return null
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const entries: ZipEntry[] = []
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== entrySignature) return null
    const nameLength = view.getUint16(at + 28, true)
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      packedBytes: view.getUint32(at + 20, true),
      headerAt: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/**
 * Whether everything in the archive, really unpacked and added up, stays within the limit. The sizes that the
 * archive claims are not believed. An entry that does not unpack counts as it is stored: it bursts nothing.
 */
export function unpacksWithin(bytes: Uint8Array, entries: readonly ZipEntry[], limitBytes: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let left = limitBytes
  for (const entry of entries) {
    const size = unpackedSize(bytes, view, entry, left)
    if (size > left) return false
    left -= size
  }
  return true
}

function unpackedSize(bytes: Uint8Array, view: DataView, entry: ZipEntry, limitBytes: number): number {
  const at = entry.headerAt
  if (at + 30 > bytes.length || view.getUint32(at, true) !== headerSignature) return entry.packedBytes
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  if (entry.method !== 8) return entry.packedBytes
  try {
    const packed = bytes.subarray(start, start + entry.packedBytes)
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, limitBytes) }).length
  } catch (error) {
    const burst = error instanceof RangeError
    return burst ? Infinity : entry.packedBytes
  }
}

function endOfDirectory(view: DataView): number | undefined {
  const last = view.byteLength - endLength
  for (let at = last; at >= Math.max(0, last - longestComment); at--) {
    if (view.getUint32(at, true) === endSignature) return at
  }
  return undefined
}
