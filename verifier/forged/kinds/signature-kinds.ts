import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import type { FindingCode, Verdict } from '../../report/finding.ts'
import type { Forgery } from '../forgery.ts'
import { type Signer, testSigner } from '../raw-log.ts'
import { RawTree, type Steps, writeBundle } from '../write-bundle.ts'

const { Point } = ed25519
const order = Point.Fn.ORDER
/** The neutral element, and the same with y written as p + 1. */
const neutral = Uint8Array.from({ length: 32 }, (_, index) => (index === 0 ? 1 : 0))
const neutralOtherwise = Uint8Array.from(
  { length: 32 },
  (_, index) => [0xee, 0xff, 0x7f][index === 0 ? 0 : index === 31 ? 2 : 1] ?? 0,
)
/** A point of order 8 (y from RFC 7748's list of small-order points). */
const torsion = Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05')
const rogueSeed = new Uint8Array(32).fill(99)

/** What someone does to the checkpoint, or to the signature under it. */
export const signatureKinds: readonly Forgery[] = [
  {
    name: 'signed by another key, which the manifest names',
    verdict: 'unknown-key',
    code: 'unknown-key',
    make: ({ log }) => ({
      bundle: writeBundle(log, { signer: () => testSigner(99) }),
      key: log.signer.publicKey,
    }),
  },
  checkpoint('signed by another key than the manifest names', 'signature', {
    note: (note) => note,
    signer: (signer) => ({ publicKey: signer.publicKey, sign: testSigner(99).sign }),
  }),
  checkpoint(
    'signed by another key, under its own id',
    'signature',
    {
      signer: () => testSigner(99),
      manifest: (manifest) => manifest,
    },
    true,
  ),
  checkpoint('a signature of zeros', 'signature', { signer: withSignature(() => new Uint8Array(64)) }),
  checkpoint('one bit of the signature', 'signature', {
    signer: (signer) => withSignature((message) => flipped(signer.sign(message), 5))(signer),
  }),
  checkpoint('S + L for S', 'signature', {
    signer: (signer) => withSignature((message) => plusOrder(signer.sign(message)))(signer),
  }),
  checkpoint('a root of other entries', 'signature', {
    note: (note) => note.replace(/\n[A-Za-z0-9+/]{43}=\n/, `\n${Buffer.alloc(32).toString('base64')}\n`),
  }),
  checkpoint('another size', 'signature', {
    note: (note) => note.replace(/\n(\d+)\n/, (_, size: string) => `\n${Number(size) + 1}\n`),
  }),
  checkpoint('another time', 'signature', { note: (note) => note.replace('time 1', 'time 2') }),
  checkpoint('a time with a leading zero', 'checkpoint-form', {
    note: (note) => note.replace('time 1', 'time 01'),
  }),
  checkpoint('a line more', 'checkpoint-form', {
    note: (note) => note.replace('\n\n', '\nseen by the board\n\n'),
  }),
  checkpoint('a second signature', 'checkpoint-form', {
    note: (note) => note + note.slice(note.indexOf('— ')),
  }),
  checkpoint('a hyphen for the dash', 'checkpoint-form', { note: (note) => note.replace('—', '-') }),
  checkpoint('carriage returns', 'checkpoint-form', { note: (note) => note.replaceAll('\n', '\r\n') }),
  checkpoint('a byte order mark', 'checkpoint-form', { note: (note) => `\ufeff${note}` }),
  checkpoint('base64 with bits left over', 'checkpoint-form', {
    note: (note) =>
      note.replace(/[AEIMQUYcgkosw048]=\n$/, (end) => `${String.fromCharCode(end.charCodeAt(0) + 1)}=\n`),
  }),
  checkpoint('nothing', 'checkpoint-form', { note: () => '' }),
  checkpoint('a signature in another line of the log’s name', 'checkpoint-form', {
    note: (note) => note.replace(/— bulkhead\.invalid\/log\/./, '— bulkhead.invalid/log/g'),
  }),
  {
    name: 'checkpoint of another log of the same firm',
    verdict: 'tampered',
    code: 'other-log',
    make: ({ log, foreign }) => ({
      bundle: writeBundle(log, { checkpoint: (parts) => ({ ...parts, log: foreign.id }) }),
    }),
  },
  {
    name: 'an older checkpoint of the log',
    verdict: 'tampered',
    code: 'checkpoint-behind',
    make: ({ log }) => ({
      bundle: writeBundle(log, {
        checkpoint: ({ log: id }) => ({ log: id, size: 40, root: new RawTree(log.leaves).root(0, 40) }),
      }),
    }),
  },
  {
    name: 'checkpoint of an empty log',
    verdict: 'tampered',
    code: 'checkpoint-behind',
    make: ({ log }) => ({
      bundle: writeBundle(log, {
        checkpoint: ({ log: id }) => ({ log: id, size: 0, root: new RawTree([]).root(0, 0) }),
      }),
    }),
  },
  rogue('a key of small order', {
    publicKey: neutral,
    sign: () => Uint8Array.of(...neutral, ...new Uint8Array(32)),
  }),
  rogue('a key of order 8', { publicKey: torsion.toBytes(), sign: signsForOrderEight }),
  rogue('a key that is not written canonically', {
    publicKey: neutralOtherwise,
    sign: () => Uint8Array.of(...neutral, ...new Uint8Array(32)),
  }),
  rogue('a key that is no point', {
    publicKey: Uint8Array.from({ length: 32 }, (_, index) => (index === 0 ? 2 : 0)),
    sign: () => new Uint8Array(64),
  }),
  rogue('R that is not written canonically', signsWith(neutralOtherwise, 0n)),
  rogue(
    'a signature that holds only when multiplied by the cofactor',
    signsWith(Point.BASE.multiply(5n).add(torsion).toBytes(), 5n),
  ),
]

function checkpoint(what: string, code: FindingCode, changes: Partial<Steps>, keepKey = false): Forgery {
  const verdict: Verdict = 'tampered'
  return {
    name: `checkpoint: ${what}`,
    verdict,
    code,
    make: ({ log }) => ({
      bundle: writeBundle(log, {
        ...changes,
        ...(keepKey
          ? {
              manifest: (manifest) => ({
                ...manifest,
                key: Buffer.from(log.signer.publicKey).toString('hex'),
              }),
            }
          : {}),
      }),
    }),
  }
}

/** A firm whose own key or signature is such that verifiers elsewhere disagree about it. */
function rogue(what: string, signer: Signer): Forgery {
  return {
    name: `Ed25519: ${what}`,
    verdict: 'tampered',
    code: 'signature',
    make: ({ log }) => ({ bundle: writeBundle(log, { signer: () => signer }), key: signer.publicKey }),
  }
}

function withSignature(sign: (message: Uint8Array) => Uint8Array): (signer: Signer) => Signer {
  return ({ publicKey }) => ({ publicKey, sign })
}

/** Signs with a chosen R, whose discrete logarithm but for a torsion is `r`. */
function signsWith(encodedR: Uint8Array, r: bigint): Signer {
  const { scalar, pointBytes } = ed25519.utils.getExtendedPublicKey(rogueSeed)
  return {
    publicKey: pointBytes,
    sign: (message) =>
      Uint8Array.of(
        ...encodedR,
        ...Point.Fn.toBytes(Point.Fn.create(r + challenge(encodedR, pointBytes, message) * scalar)),
      ),
  }
}

/** For a key of order 8 some R of small order fits: S is 0, and R is -k times the key. */
function signsForOrderEight(message: Uint8Array): Uint8Array {
  for (let times = 0n; times < 8n; times += 1n) {
    const r = times === 0n ? Point.ZERO : torsion.multiplyUnsafe(times)
    const k = challenge(r.toBytes(), torsion.toBytes(), message)
    if (r.add(torsion.multiplyUnsafe(k % 8n)).is0())
      return Uint8Array.of(...r.toBytes(), ...new Uint8Array(32))
  }
  return new Uint8Array(64)
}

function challenge(encodedR: Uint8Array, key: Uint8Array, message: Uint8Array): bigint {
  const digest = sha512(Uint8Array.of(...encodedR, ...key, ...message))
  return digest.reduceRight((number, byte) => number * 256n + BigInt(byte), 0n) % order
}

function plusOrder(signature: Uint8Array): Uint8Array {
  const s = signature.subarray(32).reduceRight((number, byte) => number * 256n + BigInt(byte), 0n) + order
  return Uint8Array.from(signature, (byte, index) =>
    index < 32 ? byte : Number((s >> BigInt(8 * (index - 32))) & 255n),
  )
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  return Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 1 : byte))
}
