import { deflateRawSync } from 'node:zlib'
import type { Forgery, Material } from '../forgery.ts'
import { type RawMember, writeBundle, writeZip } from '../write-bundle.ts'

const good = ({ log }: Material) => Buffer.from(writeBundle(log))

/** What someone does to the container, or with it to whoever unpacks it. */
export const containerKinds: readonly Forgery[] = [
  container('empty file', () => Buffer.alloc(0)),
  container('not a zip', () => Buffer.from('This is no bundle.')),
  container('an empty zip', () => Buffer.from(writeZip([]))),
  container('a byte after the end', (bytes) => Buffer.concat([bytes, Buffer.alloc(1)])),
  container('a page of zeros after the end', (bytes) => Buffer.concat([bytes, Buffer.alloc(4096)])),
  container('a byte before the beginning', (bytes) => Buffer.concat([Buffer.alloc(1), bytes])),
  container('a program before the beginning, offsets put right', (bytes) => {
    const program = Buffer.from('#!/bin/sh\nexit 0\n')
    const end = endOf(bytes)
    const shifted = Buffer.from(bytes)
    let at = bytes.readUInt32LE(end + 16)
    while (at < end) {
      shifted.writeUInt32LE(bytes.readUInt32LE(at + 42) + program.length, at + 42)
      at += 46 + bytes.readUInt16LE(at + 28)
    }
    shifted.writeUInt32LE(bytes.readUInt32LE(end + 16) + program.length, end + 16)
    return Buffer.concat([program, shifted])
  }),
  container('a comment of the file', (bytes) => {
    const commented = Buffer.concat([bytes, Buffer.from('seen and approved')])
    commented.writeUInt16LE(17, bytes.length - 2)
    return commented
  }),
  container('another time of a member', (bytes) => patched(bytes, [[10, 0x4a]], 'both')),
  container('the flag of encryption', (bytes) => patched(bytes, [[6, 0x01]], 'both')),
  container('the flag of a data descriptor', (bytes) => patched(bytes, [[6, 0x08]], 'both')),
  container('the flag of UTF-8 names', (bytes) => patched(bytes, [[7, 0x08]], 'both')),
  container('a method that is not stored', (bytes) => patched(bytes, [[8, 0x08]], 'both')),
  container('a local header with another size than the directory', (bytes) =>
    patched(bytes, [[22, 0x01]], 'local'),
  ),
  container('a local header with another checksum than the directory', (bytes) =>
    patched(bytes, [[14, 0x01]], 'local'),
  ),
  container('a local header with another name than the directory', (bytes) =>
    patched(bytes, [[30, 0x72]], 'local'),
  ),
  container('external attributes: a program', (bytes) => {
    const marked = Buffer.from(bytes)
    marked.writeUInt32LE(0o100755 * 65_536, directoryOf(bytes) + 38)
    return marked
  }),
  container('two members over the same bytes', (bytes) => {
    const overlapping = Buffer.from(bytes)
    const second = directoryOf(bytes) + 46 + 'README.txt'.length
    overlapping.writeUInt32LE(0, second + 42)
    return overlapping
  }),
  container('a gap between two members', (bytes) => {
    const end = endOf(bytes)
    const at = bytes.readUInt32LE(directoryOf(bytes) + 46 + 'README.txt'.length + 42)
    const torn = Buffer.concat([bytes.subarray(0, at), Buffer.alloc(7), bytes.subarray(at)])
    let header = directoryOf(bytes) + 7
    for (let index = 0; header < end + 7; index += 1) {
      if (index > 0) torn.writeUInt32LE(torn.readUInt32LE(header + 42) + 7, header + 42)
      header += 46 + torn.readUInt16LE(header + 28)
    }
    torn.writeUInt32LE(directoryOf(bytes) + 7, end + 7 + 16)
    return torn
  }),
  container('an extra field', (bytes) => {
    const at = 30 + 'README.txt'.length
    const grown = Buffer.concat([bytes.subarray(0, at), Buffer.from([0x55, 0x54, 0, 0]), bytes.subarray(at)])
    grown.writeUInt16LE(4, 28)
    return grown
  }),
  members('a compressed member', (list) =>
    list.map((one) =>
      one.name === 'entries.jsonl'
        ? { ...one, bytes: deflateRawSync(one.bytes), says: one.bytes.length }
        : one,
    ),
  ),
  members('a bomb: a gigabyte that is not there', (list) =>
    list.map((one) => (one.name === 'openings.jsonl' ? { ...one, says: 1_073_741_824 } : one)),
  ),
  members('an extra file', (list) => [...list, { name: 'notes.txt', bytes: Buffer.from('see me') }]),
  members('a name twice', (list) => [...list.slice(0, 1), ...list]),
  members('the last member twice', (list) => [...list, ...list.slice(-1)]),
  members('another order', (list) => [...list].reverse()),
  members('a name in upper case', (list) => renamed(list, 'checkpoint', 'CHECKPOINT')),
  members('a name that climbs out', (list) => renamed(list, 'README.txt', '../README.txt')),
  members('an absolute name', (list) => renamed(list, 'README.txt', '/etc/passwd')),
  members('a name of a drive', (list) => renamed(list, 'README.txt', 'C:\\README.txt')),
  members('a name with a zero in it', (list) => renamed(list, 'README.txt', 'README.txt\0')),
  members('everything in a folder', (list) => list.map((one) => ({ ...one, name: `bundle/${one.name}` }))),
  {
    name: 'a manifest that is too large',
    verdict: 'not-a-bundle',
    code: 'too-large',
    make: ({ log }) => ({
      bundle: writeBundle(log, {
        text: (name, text) => (name === 'manifest.json' ? text + ' '.repeat(70_000) : text),
      }),
    }),
  },
  {
    name: 'a checkpoint that is too large',
    verdict: 'not-a-bundle',
    code: 'too-large',
    make: ({ log }) => ({ bundle: writeBundle(log, { note: (note) => note + '\n'.repeat(5_000) }) }),
  },
  {
    name: 'cut off in the middle',
    verdict: 'incomplete',
    code: 'cut-off',
    make: (material) => ({ bundle: good(material).subarray(0, Math.floor(good(material).length / 2)) }),
  },
  {
    name: 'cut off in the first header',
    verdict: 'incomplete',
    code: 'cut-off',
    make: (material) => ({ bundle: good(material).subarray(0, 17) }),
  },
  {
    name: 'cut off by one byte',
    verdict: 'not-a-bundle',
    code: 'container',
    make: (material) => ({ bundle: good(material).subarray(0, -1) }),
  },
  ...['README.txt', 'openings.jsonl', 'entries.jsonl', 'proofs.json', 'checkpoint', 'manifest.json'].map(
    (missing): Forgery => ({
      name: `without ${missing}`,
      verdict: 'incomplete',
      code: 'member-missing',
      make: ({ log }) => ({
        bundle: writeBundle(log, { members: (list) => list.filter(({ name }) => name !== missing) }),
      }),
    }),
  ),
  ...['README.txt', 'checkpoint', 'entries.jsonl', 'openings.jsonl', 'manifest.json'].map(
    (file): Forgery => ({
      name: `a wrong CRC-32 of ${file}, in both headers`,
      verdict: 'tampered',
      code: 'file-changed',
      make: ({ log }) => ({
        bundle: writeBundle(log, {
          members: (list) => list.map((one) => (one.name === file ? { ...one, crc: 0x12345678 } : one)),
        }),
      }),
    }),
  ),
]

function container(name: string, change: (bytes: Buffer) => Uint8Array): Forgery {
  return {
    name,
    verdict: 'not-a-bundle',
    code: 'container',
    make: (material) => ({ bundle: change(good(material)) }),
  }
}

function members(name: string, change: (list: RawMember[]) => RawMember[]): Forgery {
  return {
    name,
    verdict: 'not-a-bundle',
    code: 'container',
    make: ({ log }) => ({ bundle: writeBundle(log, { members: change }) }),
  }
}

function renamed(list: RawMember[], from: string, to: string): RawMember[] {
  return list.map((one) => (one.name === from ? { ...one, name: to } : one))
}

/** The first member's headers with other bytes, by their place in the local header. */
function patched(
  bytes: Buffer,
  patches: readonly (readonly [number, number])[],
  where: 'local' | 'both',
): Buffer {
  const changed = Buffer.from(bytes)
  for (const [at, value] of patches) {
    changed[at] = value
    if (where === 'both') changed[directoryOf(bytes) + at + 2] = value
  }
  return changed
}

function endOf(bytes: Buffer): number {
  return bytes.length - 22
}

function directoryOf(bytes: Buffer): number {
  return bytes.readUInt32LE(endOf(bytes) + 16)
}
