import type { Member } from './members.ts'

/** The only form that each part of the container may have: docs/audit-bundle.md, section 1. */
const localBytes = 30
export const directoryBytes = 46
export const endBytes = 22

const version = 10
const firstDay = 33
const ascii = new TextEncoder()

export function localHeader(name: string, { bytes, crc }: Pick<Member, 'bytes' | 'crc'>): Uint8Array {
  const header = new Uint8Array(localBytes + name.length)
  header.set([0x50, 0x4b, 0x03, 0x04])
  writeCommon(new DataView(header.buffer, 4), name, bytes, crc)
  header.set(ascii.encode(name), localBytes)
  return header
}

/** @param localOffset where the member's local header begins */
export function directoryHeader(
  name: string,
  { bytes, crc }: Pick<Member, 'bytes' | 'crc'>,
  localOffset: number,
): Uint8Array {
  const header = new Uint8Array(directoryBytes + name.length)
  const view = new DataView(header.buffer)
  header.set([0x50, 0x4b, 0x01, 0x02])
  view.setUint16(4, version, true)
  writeCommon(new DataView(header.buffer, 6), name, bytes, crc)
  view.setUint32(42, localOffset, true)
  header.set(ascii.encode(name), directoryBytes)
  return header
}

export function endRecord(entries: number, directorySize: number, directoryOffset: number): Uint8Array {
  const record = new Uint8Array(endBytes)
  const view = new DataView(record.buffer)
  record.set([0x50, 0x4b, 0x05, 0x06])
  view.setUint16(8, entries, true)
  view.setUint16(10, entries, true)
  view.setUint32(12, directorySize, true)
  view.setUint32(16, directoryOffset, true)
  return record
}

/** From the version needed to the length of the extra field: the same in both headers. */
function writeCommon(view: DataView, name: string, bytes: number, crc: number): void {
  view.setUint16(0, version, true)
  view.setUint16(8, firstDay, true)
  view.setUint32(10, crc, true)
  view.setUint32(14, bytes, true)
  view.setUint32(18, bytes, true)
  view.setUint16(22, name.length, true)
}
