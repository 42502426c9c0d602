import { memberNames } from '../container/members.ts'
import { hasMembers, isCount, isHash, isId, isObject } from '../json/shape.ts'
import { type Level, levels } from './levels.ts'

/** What a bundle says of itself: docs/audit-bundle.md, section 3. Everything in it is held against something signed. */
export interface Manifest {
  export: number
  files: Readonly<Record<string, { bytes: number; sha256: string }>>
  from: number
  /** Public key, 32 bytes in hex: which one is meant, not whose it is. */
  key: string
  level: Level
  log: string
  masked: boolean
  salt: string
  to: number
}

const format = 'bulkhead/audit-bundle'
const version = 1
const members = [
  'export',
  'files',
  'format',
  'from',
  'key',
  'level',
  'log',
  'masked',
  'salt',
  'to',
  'version',
] as const
const described = memberNames.filter((name) => name !== 'manifest.json')

/** @param value from the one line of `manifest.json`; undefined where it is none */
export function parseManifest(value: unknown): Manifest | 'manifest' | 'version' {
  if (!isObject(value) || value['format'] !== format) return 'manifest'
  if (value['version'] !== version) return 'version'
  if (!hasMembers(value, members)) return 'manifest'
  const { export: exportSeq, files, from, key, level, log, masked, salt, to } = value
  const known = levels.find((one) => one === level)
  const whole =
    isCount(exportSeq) &&
    isCount(from) &&
    isCount(to) &&
    from < to &&
    to <= exportSeq &&
    isHash(key) &&
    isHash(salt) &&
    isId(log) &&
    typeof masked === 'boolean' &&
    known !== undefined &&
    !(masked && (known === 'proof' || known === 'redacted'))
  if (!whole || !isFiles(files)) return 'manifest'
  return { export: exportSeq, files, from, key, level: known, log, masked, salt, to }
}

function isFiles(value: unknown): value is Manifest['files'] {
  return (
    hasMembers(value, described) &&
    Object.values(value).every(
      (file) => hasMembers(file, ['bytes', 'sha256']) && isCount(file['bytes']) && isHash(file['sha256']),
    )
  )
}
