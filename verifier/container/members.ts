/** The members of a bundle in their order, with the most bytes that each may have: docs/audit-bundle.md, section 1. */
export const memberNames = [
  'README.txt',
  'openings.jsonl',
  'entries.jsonl',
  'proofs.json',
  'checkpoint',
  'manifest.json',
] as const
export type MemberName = (typeof memberNames)[number]

export const mostFileBytes = 0xffff_ffff
export const mostBytes: Readonly<Record<MemberName, number>> = {
  'README.txt': 65_536,
  'openings.jsonl': mostFileBytes,
  'entries.jsonl': mostFileBytes,
  'proofs.json': 67_108_864,
  checkpoint: 4_096,
  'manifest.json': 65_536,
}

/** Bytes that lie together in the file. */
export interface Stretch {
  readonly offset: number
  readonly bytes: number
}

/** Where a member's bytes lie in the file, and what its header says of them. */
export interface Member extends Stretch {
  readonly crc: number
}
