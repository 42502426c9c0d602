import type { FindingCode, Verdict } from '../../report/finding.ts'
import type { Forged, Forgery, Material } from '../forgery.ts'
import { testSigner } from '../raw-log.ts'
import { signedNote, writeBundle, writeExport } from '../write-bundle.ts'
import { noteAt } from './controls.ts'

const utf8 = new TextEncoder()
/** A part of the log that tells the root at 19 to 55, and no other. */
const part = { level: 'proof', from: 19, to: 55 } as const

/** Bundles that are right by themselves, beside an earlier one that they do not continue. */
export const previousKinds: readonly Forgery[] = [
  previous('is neither a bundle nor a checkpoint', 'not-a-bundle', 'previous-form', () =>
    utf8.encode('size 12\n'),
  ),
  previous('is empty', 'not-a-bundle', 'previous-form', () => new Uint8Array()),
  previous('is a bundle with something after its end', 'not-a-bundle', 'previous-form', ({ log }) =>
    Uint8Array.of(...writeBundle(log, part), 0),
  ),
  previous('is a bundle with a checkpoint of another form', 'not-a-bundle', 'previous-form', ({ log }) =>
    writeBundle(log, { ...part, note: (written) => `${written}\n` }),
  ),
  previous('is signed by another key', 'unknown-key', 'previous-key', ({ log }) =>
    noteAt({ log: { ...log, signer: testSigner(99) } }, 20),
  ),
  previous('has a wrong signature', 'tampered', 'previous-signature', ({ log }) => {
    const { signer } = log
    return noteAt({ log: { ...log, signer: { ...signer, sign: () => new Uint8Array(64) } } }, 20)
  }),
  previous('is of another log', 'tampered', 'previous-other-log', ({ foreign }) =>
    noteAt({ log: foreign }, 20),
  ),
  previous('has another root inside of the range', 'tampered', 'previous-differs', forkedAt(20)),
  previous('has another root at the end of the range', 'tampered', 'previous-differs', forkedAt(55)),
  previous('has another root at the beginning of the range', 'tampered', 'previous-differs', forkedAt(19)),
  previous('is longer', 'incomplete', 'behind-previous', ({ log }) => note(log, 1_000)),
  previous('is of a size of which nothing is proved', 'incomplete', 'no-consistency-proof', ({ log }) =>
    noteAt({ log }, 12),
  ),
  previous(
    'is of another size than the proof',
    'incomplete',
    'no-consistency-proof',
    ({ log }) => noteAt({ log }, 12),
    { since: 11 },
  ),
  previous('has another root than the proof', 'tampered', 'previous-differs', forkedAt(11), { since: 11 }),
  {
    name: 'the earlier file has as many entries and another root',
    verdict: 'tampered',
    code: 'previous-differs',
    make: ({ log }) => {
      const { bundle, after } = writeExport(log, part)
      return { bundle, previous: note(log, after.leaves.length) }
    },
  },
  {
    name: 'the log was rolled back and went on otherwise',
    verdict: 'tampered',
    code: 'previous-differs',
    make: ({ log }): Forged => {
      const earlier = writeBundle(log, { level: 'proof' })
      const other = {
        ...log,
        leaves: [
          ...log.leaves.slice(0, -5),
          ...log.leaves
            .slice(0, 9)
            .map((leaf, index) => leaf.replace(/"seq":\d+/, `"seq":${log.leaves.length - 5 + index}`)),
        ],
      }
      return { bundle: writeBundle(other, { level: 'proof' }), previous: earlier }
    },
  },
]

function previous(
  what: string,
  verdict: Exclude<Verdict, 'intact'>,
  code: FindingCode,
  make: (material: Material) => Uint8Array,
  more: { since?: number } = {},
): Forgery {
  return {
    name: `the earlier file ${what}${more.since === undefined ? '' : ', which there is'}`,
    verdict,
    code,
    make: (material) => ({
      bundle: writeBundle(material.log, { ...part, ...more }),
      previous: make(material),
    }),
  }
}

/** Signed by the firm, and not the log's root at that size. */
function forkedAt(size: number): (material: Material) => Uint8Array {
  return ({ log }) => note(log, size)
}

function note({ id, signer }: Material['log'], size: number): Uint8Array {
  return utf8.encode(signedNote({ log: id, size, root: new Uint8Array(32).fill(7) }, signer))
}
