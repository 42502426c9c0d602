import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { BulkheadError } from '../errors.ts'
import type { Output } from './output.ts'

/** Size and SHA-256, in hex, of a member. */
export interface Member {
  bytes: number
  sha256: string
}

const versionNeeded = 10
/** 1 January 1980, the first day that the format knows: the time of an export stands in its checkpoint. */
const firstDay = 33
const mostBytes = 0xffff_ffff

/**
 * Writes the container of docs/audit-bundle.md, section 1: a zip whose members are stored as they are and whose headers
 * have one possible form. Members are streamed; sizes and checksums, known at the end, are written into the header then,
 * so there is no data descriptor.
 */
export class StoredZip {
  readonly #file: Output
  #directory: Uint8Array[] = []

  constructor(file: Output) {
    this.#file = file
  }

  /** Begins a member, which has to be ended before the next. */
  begin(name: string): ZipMember {
    const offset = this.#file.bytes
    this.#file.append(localHeader(name, 0, 0))
    return new ZipMember(this.#file, (bytes, crc) => {
      // The directory and the end record have to fit below the limit too.
      if (this.#file.bytes > mostBytes - 1_024) throw tooLarge()
      this.#file.overwrite(offset, localHeader(name, bytes, crc))
      this.#directory.push(directoryHeader(name, bytes, crc, offset))
    })
  }

  /** Writes a member that is there as a whole. */
  add(name: string, content: string): Member {
    const member = this.begin(name)
    member.write(content)
    return member.end()
  }

  /** Writes the directory; the file is not finished by this. */
  end(): void {
    const offset = this.#file.bytes
    const directory = Buffer.concat(this.#directory)
    this.#file.append(directory)
    const end = Buffer.alloc(22)
    end.writeUInt32BE(0x504b0506, 0)
    end.writeUInt16LE(this.#directory.length, 8)
    end.writeUInt16LE(this.#directory.length, 10)
    end.writeUInt32LE(directory.length, 12)
    end.writeUInt32LE(offset, 16)
    this.#file.append(end)
  }
}

/** A member of a zip while it is written. */
export class ZipMember {
  readonly #file: Output
  readonly #onEnd: (bytes: number, crc: number) => void
  readonly #hash = createHash('sha256')
  #bytes = 0
  #crc = 0

  constructor(file: Output, onEnd: (bytes: number, crc: number) => void) {
    this.#file = file
    this.#onEnd = onEnd
  }

  /** Bytes are kept as they are until they are written: the caller does not use them again. */
  write(content: string | Uint8Array): void {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
    if (this.#file.bytes + bytes.length > mostBytes) throw tooLarge()
    this.#hash.update(bytes)
    this.#crc = crc32(bytes, this.#crc)
    this.#bytes += bytes.length
    this.#file.append(bytes)
  }

  end(): Member {
    this.#onEnd(this.#bytes, this.#crc)
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') }
  }
}

function localHeader(name: string, bytes: number, crc: number): Uint8Array {
  return Buffer.concat([Buffer.from('PK\x03\x04'), commonFields(name, bytes, crc), Buffer.from(name)])
}

function directoryHeader(name: string, bytes: number, crc: number, offset: number): Uint8Array {
  const madeBy = Buffer.alloc(2)
  madeBy.writeUInt16LE(versionNeeded)
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(offset, 10)
  return Buffer.concat([
    Buffer.from('PK\x01\x02'),
    madeBy,
    commonFields(name, bytes, crc),
    rest,
    Buffer.from(name),
  ])
}

/** What both headers of a member share, from the version needed to the length of the extra field. */
function commonFields(name: string, bytes: number, crc: number): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(versionNeeded, 0)
  fields.writeUInt16LE(firstDay, 8)
  fields.writeUInt32LE(crc, 10)
  fields.writeUInt32LE(bytes, 14)
  fields.writeUInt32LE(bytes, 18)
  fields.writeUInt16LE(name.length, 22)
  return fields
}

function tooLarge(): BulkheadError {
  return new BulkheadError(
    'bad-input',
    'A bundle holds at most 4 GB, and this log comes to more. Export it in parts, with --from and --to.',
  )
}
