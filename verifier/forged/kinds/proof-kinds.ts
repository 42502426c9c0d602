import type { FindingCode } from '../../report/finding.ts'
import type { Forgery } from '../forgery.ts'
import { type ProofParts, type Steps, writeBundle } from '../write-bundle.ts'

const part: Partial<Steps> = { level: 'proof', from: 19, to: 55, later: 3, since: 37 }

/** What someone does to the proofs of a part of a log. */
export const proofKinds: readonly Forgery[] = [
  proof('no gaps', 'root-differs', (proofs) => ({ ...proofs, gaps: [] })),
  proof('a gap missing', 'root-differs', (proofs) => ({ ...proofs, gaps: proofs.gaps.slice(1) })),
  proof('the last gap missing', 'root-differs', (proofs) => ({ ...proofs, gaps: proofs.gaps.slice(0, -1) })),
  proof('a gap too many', 'root-differs', (proofs) => ({
    ...proofs,
    gaps: [...proofs.gaps, '00'.repeat(32)],
  })),
  proof('gaps exchanged', 'root-differs', (proofs) => ({ ...proofs, gaps: [...proofs.gaps].reverse() })),
  proof('one bit of a gap', 'root-differs', (proofs) => ({
    ...proofs,
    gaps: proofs.gaps.with(1, flipped(proofs.gaps[1] ?? '')),
  })),
  {
    name: 'proofs: those of a log of another size',
    verdict: 'tampered',
    code: 'root-differs',
    make: ({ log }) => ({
      bundle: writeBundle(log, {
        ...part,
        gaps: (tree, size) => [
          ...tree.cover(0, 19),
          ...tree.cover(55, size - 4),
          ...tree.cover(size - 3, size - 1),
        ],
      }),
    }),
  },
  proof('one bit of a block', 'root-differs', (proofs) => ({
    ...proofs,
    blocks: proofs.blocks.with(0, flipped(proofs.blocks[0] ?? '')),
  })),
  proof('a block missing', 'proof-form', (proofs) => ({ ...proofs, blocks: proofs.blocks.slice(1) })),
  proof('a block too many', 'proof-form', (proofs) => ({
    ...proofs,
    blocks: [...proofs.blocks, '00'.repeat(32)],
  })),
  proof('a hash in upper case', 'proof-form', (proofs) => ({
    ...proofs,
    gaps: proofs.gaps.map((one) => one.toUpperCase()),
  })),
  proof('a short hash', 'proof-form', (proofs) => ({
    ...proofs,
    gaps: proofs.gaps.map((one) => one.slice(2)),
  })),
  proof('a member missing', 'proof-form', ({ blocks, gaps }) => ({ blocks, gaps })),
  proof('a member more', 'proof-form', (proofs) => ({ ...proofs, note: '' })),
  ...consistency('one bit of a hash', 'consistency', ({ hashes, ...rest }) => ({
    ...rest,
    hashes: hashes.with(0, flipped(hashes[0] ?? '')),
  })),
  ...consistency('one bit of the root', 'consistency', ({ root, ...rest }) => ({
    ...rest,
    root: flipped(root),
  })),
  ...consistency('no hashes', 'consistency', (rest) => ({ ...rest, hashes: [] })),
  ...consistency('a hash missing', 'consistency', ({ hashes, ...rest }) => ({
    ...rest,
    hashes: hashes.slice(0, -1),
  })),
  ...consistency('a hash too many', 'consistency', ({ hashes, ...rest }) => ({
    ...rest,
    hashes: [...hashes, hashes[0]],
  })),
  ...consistency('another size', 'consistency', (rest) => ({ ...rest, size: rest.size + 1 })),
  ...consistency('size 0', 'proof-form', (rest) => ({ ...rest, size: 0 })),
  ...consistency('the size of the log itself', 'proof-form', (rest) => ({ ...rest, size: 1_000 })),
  ...consistency('a member more', 'proof-form', (rest) => ({ ...rest, by: 'us' })),
  written('no line end', (text) => text.trimEnd()),
  written('white space', (text) => text.replace(':', ': ')),
  written('a key twice', (text) => text.replace('{', '{"blocks":[],')),
  written('nothing', () => ''),
]

function proof(what: string, code: FindingCode, change: (proofs: ProofParts) => object): Forgery {
  return {
    name: `proofs: ${what}`,
    verdict: 'tampered',
    code,
    make: ({ log }) => ({ bundle: writeBundle(log, { ...part, proofs: change }) }),
  }
}

/** From a size that is no power of two, and from one that is: its proof leaves the older root out. */
function consistency(
  what: string,
  code: FindingCode,
  change: (proof: NonNullable<ProofParts['consistency']>) => object,
): Forgery[] {
  return [37, 32].map((since) => ({
    name: `proofs: consistency from ${since} with ${what}`,
    verdict: 'tampered',
    code,
    make: ({ log }) => ({
      bundle: writeBundle(log, {
        ...part,
        since,
        proofs: (proofs) => ({ ...proofs, consistency: proofs.consistency && change(proofs.consistency) }),
      }),
    }),
  }))
}

function written(what: string, change: (text: string) => string): Forgery {
  return {
    name: `proofs written with ${what}`,
    verdict: 'tampered',
    code: 'proof-form',
    make: ({ log }) => ({
      bundle: writeBundle(log, {
        ...part,
        text: (name, text) => (name === 'proofs.json' ? change(text) : text),
      }),
    }),
  }
}

function flipped(hash: string): string {
  return `${hash.startsWith('0') ? '1' : '0'}${hash.slice(1)}`
}
