import type { Control, Material } from '../forgery.ts'
import { placeOf, RawTree, signedNote, writeBundle, writeExport } from '../write-bundle.ts'
import { canonicalJson } from '../../json/canonical-json.ts'

/** Bundles of every form there is, all of them good. */
export const controls: readonly Control[] = [
  { name: 'full', level: 'full', make: ({ log }) => ({ bundle: writeBundle(log) }) },
  { name: 'named', level: 'named', make: ({ log }) => ({ bundle: writeBundle(log, { level: 'named' }) }) },
  {
    name: 'redacted',
    level: 'redacted',
    make: ({ log }) => ({ bundle: writeBundle(log, { level: 'redacted' }) }),
  },
  { name: 'proof', level: 'proof', make: ({ log }) => ({ bundle: writeBundle(log, { level: 'proof' }) }) },
  {
    name: 'a range with entries beside it, later ones, and what it continues',
    level: 'named',
    make: ({ log }) => ({
      bundle: writeBundle(log, {
        level: 'named',
        from: 19,
        to: 55,
        context: [1, 4, 57],
        later: 6,
        since: 40,
      }),
      previous: noteAt({ log }, 40),
    }),
  },
  {
    name: 'one entry, continuing one inside of the range',
    level: 'full',
    make: ({ log }) => ({ bundle: writeBundle(log, { from: 7, to: 8 }), previous: noteAt({ log }, 8) }),
  },
  {
    name: 'the beginning, continuing a complete tree by its proof',
    level: 'redacted',
    make: ({ log }) => ({
      bundle: writeBundle(log, { level: 'redacted', to: 3, since: 32 }),
      previous: noteAt({ log }, 32),
    }),
  },
  {
    name: 'with an earlier bundle beside it',
    level: 'redacted',
    make: ({ log }) => {
      const earlier = writeExport(log, { level: 'redacted' })
      return { bundle: writeBundle(earlier.after, { level: 'redacted' }), previous: earlier.bundle }
    },
  },
  {
    name: 'masked, erased and withheld values',
    level: 'full',
    make: ({ log }) => ({
      bundle: writeBundle(log, {
        masked: true,
        openings: (lines) =>
          lines.map((line, index) => {
            const { field, seq } = placeOf(line)
            if (index % 4 === 1) return canonicalJson({ field, masked: '[masked e-mail]', seq })
            if (index % 4 === 2) return canonicalJson({ field, seq, withheld: 'erased' })
            if (index % 4 === 3) return canonicalJson({ field, seq, withheld: 'not-readable' })
            return line
          }),
      }),
    }),
  },
]

/** A checkpoint of the log as it was with so many entries. */
export function noteAt({ log }: Pick<Material, 'log'>, size: number): Uint8Array {
  const root = new RawTree(log.leaves).root(0, size)
  return new TextEncoder().encode(signedNote({ log: log.id, size, root }, log.signer))
}
