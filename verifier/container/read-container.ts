import type { Checked } from '../report/finding.ts'
import { sameBytes } from '../hex.ts'
import { readmeHeader } from '../bundle/readme.ts'
import type { ByteSource } from './byte-source.ts'
import { type Member, type MemberName, memberNames, mostBytes, mostFileBytes } from './members.ts'
import { directoryBytes, directoryHeader, endBytes, endRecord, localHeader } from './zip-headers.ts'

export type Container = Readonly<Record<MemberName, Member>>

/** A directory cannot be longer; what claims to be is none of ours. */
const mostDirectoryBytes = 64 * 1024
/** Where an end record is looked for: as far back as a comment could push it. */
const tailBytes = 65_557

/**
 * The members of a bundle. Only names, sizes and checksums are taken from the file; all that follows from them is
 * rendered and compared, so there is one way to write a container: docs/audit-bundle.md, section 1.
 */
export async function readContainer(source: ByteSource): Promise<Checked<Container>> {
  if (source.size > mostFileBytes) return { found: { code: 'too-large' } }
  const end = await readEnd(source)
  if (end === null) return { found: { code: (await isCutOff(source)) ? 'cut-off' : 'container' } }
  const headers = parseDirectory(await source.read(end.offset, end.size), end.entries)
  if (!headers) return { found: { code: 'container' } }
  const large = headers.find(({ name, bytes }) => bytes > mostBytes[name])
  if (large) return { found: { code: 'too-large', file: large.name } }

  const members: Partial<Record<MemberName, Member>> = {}
  let offset = 0
  for (const { name, bytes, crc, localOffset } of headers) {
    const header = localHeader(name, { bytes, crc })
    if (localOffset !== offset || offset + header.length + bytes > end.offset)
      return { found: { code: 'container', file: name } }
    if (!sameBytes(await source.read(offset, header.length), header))
      return { found: { code: 'container', file: name } }
    members[name] = { offset: offset + header.length, bytes, crc }
    offset += header.length + bytes
  }
  if (offset !== end.offset) return { found: { code: 'container' } }
  const missing = memberNames.find((name) => !members[name])
  if (missing) return { found: { code: 'member-missing', file: missing } }
  return { value: members as Container }
}

async function readEnd(
  source: ByteSource,
): Promise<{ entries: number; size: number; offset: number } | null> {
  if (source.size < endBytes) return null
  const record = await source.read(source.size - endBytes, endBytes)
  const view = new DataView(record.buffer, record.byteOffset)
  const [entries, size, offset] = [
    view.getUint16(8, true),
    view.getUint32(12, true),
    view.getUint32(16, true),
  ]
  if (!sameBytes(record.subarray(0, 8), endRecord(0, 0, 0).subarray(0, 8))) return null
  if (!sameBytes(record.subarray(20), new Uint8Array(2))) return null
  // An end record that says something impossible is one all the same: the file was not cut off.
  const fits = sameBytes(record, endRecord(entries, size, offset)) && size <= mostDirectoryBytes
  return fits && offset + size + endBytes === source.size
    ? { entries, size, offset }
    : { entries: -1, size: 0, offset: 0 }
}

/** The headers of a directory in the only form there is, their names in order, or null. */
function parseDirectory(
  bytes: Uint8Array,
  entries: number,
): { name: MemberName; bytes: number; crc: number; localOffset: number }[] | null {
  const headers = []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let at = 0
  let next = 0
  while (at + directoryBytes <= bytes.length) {
    const header = { bytes: view.getUint32(at + 24, true), crc: view.getUint32(at + 16, true) }
    const localOffset = view.getUint32(at + 42, true)
    const name = memberNames
      .slice(next)
      .find((one) =>
        sameBytes(
          bytes.subarray(at, at + directoryBytes + one.length),
          directoryHeader(one, header, localOffset),
        ),
      )
    if (name === undefined) return null
    next = memberNames.indexOf(name) + 1
    at += directoryBytes + name.length
    headers.push({ name, ...header, localOffset })
  }
  return at === bytes.length && headers.length === entries && entries > 0 ? headers : null
}

/** Whether the file is the beginning of a bundle. */
async function isCutOff(source: ByteSource): Promise<boolean> {
  const begins = localHeader(memberNames[0], readmeHeader)
  const head = await source.read(0, Math.min(source.size, begins.length))
  if (head.length === 0 || !sameBytes(head, begins.subarray(0, head.length))) return false
  const tail = await source.read(Math.max(0, source.size - tailBytes), Math.min(source.size, tailBytes))
  return !tail.some(
    (byte, at) => byte === 0x50 && tail[at + 1] === 0x4b && tail[at + 2] === 0x05 && tail[at + 3] === 0x06,
  )
}
