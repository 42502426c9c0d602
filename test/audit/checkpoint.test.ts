import { generateKeyPairSync, sign } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Checkpoint, openCheckpoint, signCheckpoint } from '../../core/audit/checkpoint.ts'
import { keyFingerprint } from '../../core/audit/key-fingerprint.ts'
import { emptyRoot, leafHash } from '../../core/audit/merkle.ts'
import { type NoteSigner, signNote } from '../../core/audit/signed-note.ts'

function newSigner(): NoteSigner {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32),
    sign: (bytes) => sign(null, bytes, privateKey),
  }
}

const signer = newSigner()
const logId = '0123456789abcdef0123456789abcdef'
const checkpoint: Checkpoint = { logId, size: 3, root: leafHash(Buffer.of(1)), timeMs: 1_767_139_200_000 }
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const damaged = expect.objectContaining({ code: 'log-damaged' }) as Error

test('is a tlog-checkpoint with one extension line, signed under the name of its origin', () => {
  const lines = signCheckpoint(checkpoint, signer).split('\n')
  expect(lines.slice(0, 5)).toEqual([
    `bulkhead.invalid/log/${logId}`,
    '3',
    Buffer.from(checkpoint.root).toString('base64'),
    'time 1767139200000',
    '',
  ])
  expect(lines[5]).toMatch(new RegExp(`^— bulkhead\\.invalid/log/${logId} [A-Za-z0-9+/]{91}=$`))
  expect(lines.slice(6)).toEqual([''])
})

test('comes back as it was signed, from one spelling', () => {
  const anyCheckpoint = fc.record({
    logId: fc.stringMatching(/^[0-9a-f]{32}$/),
    size: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    timeMs: fc.maxSafeNat(),
  })
  fc.assert(
    fc.property(anyCheckpoint, (one) => {
      const note = signCheckpoint(one, signer)
      const opened = openCheckpoint(note, signer.publicKey)
      expect({ ...opened, root: hex(opened.root) }).toEqual({ ...one, root: hex(one.root) })
      expect(signCheckpoint(opened, signer)).toBe(note)
    }),
    { examples: [[{ ...checkpoint, size: Number.MAX_SAFE_INTEGER, timeMs: Number.MAX_SAFE_INTEGER }]] },
  )
  const empty = { ...checkpoint, size: 0, root: emptyRoot }
  expect(openCheckpoint(signCheckpoint(empty, signer), signer.publicKey).size).toBe(0)
})

describe('A2: a forged checkpoint is refused', () => {
  const note = signCheckpoint(checkpoint, signer)

  test('any one character changed, taken away or put in', () => {
    for (let at = 0; at <= note.length; at += 1)
      for (const put of ['0', 'A', '\n', ' ', ''])
        for (const changed of [
          note.slice(0, at) + put + note.slice(at + 1),
          note.slice(0, at) + put + note.slice(at),
        ])
          if (changed !== note) expect(() => openCheckpoint(changed, signer.publicKey)).toThrowError(damaged)
  })

  test('signed with another key, or by nobody', () => {
    expect(() => openCheckpoint(signCheckpoint(checkpoint, newSigner()), signer.publicKey)).toThrowError(
      damaged,
    )
    expect(() => openCheckpoint(note.slice(0, note.indexOf('—')), signer.publicKey)).toThrowError(damaged)
    expect(() => openCheckpoint('', signer.publicKey)).toThrowError(damaged)
  })

  test('the signature of one log under the text of another', () => {
    const other = signCheckpoint({ ...checkpoint, logId: 'f'.repeat(32) }, signer)
    const crossed = note.slice(0, note.indexOf('—')) + other.slice(other.indexOf('—'))
    expect(() => openCheckpoint(crossed, signer.publicKey)).toThrowError(damaged)
  })

  // Each is well signed by the right key, so that the form alone can be what is refused.
  const origin = `bulkhead.invalid/log/${logId}`
  const root = Buffer.from(checkpoint.root).toString('base64')
  const spelt: [string, string][] = [
    ['no time', `${origin}\n3\n${root}\n`],
    ['one more line', `${origin}\n3\n${root}\ntime 5\nmore\n`],
    ['an empty line', `${origin}\n3\n${root}\ntime 5\n\n`],
    ['a size with a zero before it', `${origin}\n03\n${root}\ntime 5\n`],
    ['a size in hex', `${origin}\n0x3\n${root}\ntime 5\n`],
    ['no size', `${origin}\n\n${root}\ntime 5\n`],
    ['a negative size', `${origin}\n-3\n${root}\ntime 5\n`],
    ['a size beyond 2^53 - 1', `${origin}\n9007199254740993\n${root}\ntime 5\n`],
    ['a broken time', `${origin}\n3\n${root}\ntime 5.5\n`],
    ['a short root', `${origin}\n3\n${Buffer.alloc(31).toString('base64')}\ntime 5\n`],
    ['loose bits in the root', `${origin}\n3\n${'A'.repeat(42)}B=\ntime 5\n`],
    ['entries, but the root of none', `${origin}\n0\n${root}\ntime 5\n`],
    ['another origin', `bulkhead.example/log/${logId}\n3\n${root}\ntime 5\n`],
    ['no log id', `bulkhead.invalid/log/x\n3\n${root}\ntime 5\n`],
  ]
  test.each(spelt)('%s', (_, text) => {
    const signed = signNote(text, text.slice(0, text.indexOf('\n')), signer)
    expect(() => openCheckpoint(signed, signer.publicKey)).toThrowError(damaged)
  })

  test('the same text in the right form opens', () => {
    const signed = signNote(`${origin}\n3\n${root}\ntime 5\n`, origin, signer)
    expect(openCheckpoint(signed, signer.publicKey).timeMs).toBe(5)
  })
})

test('what is no state of a log is not signed', () => {
  const wrong: Partial<Checkpoint>[] = [
    { logId: `${logId}\n9` },
    { logId: '' },
    { size: -1 },
    { size: 2 ** 53 },
    { size: 0 },
    { root: new Uint8Array(31) },
    { timeMs: 0.5 },
    { timeMs: Number.NaN },
  ]
  for (const one of wrong)
    expect(() => signCheckpoint({ ...checkpoint, ...one }, signer)).toThrowError(
      expect.objectContaining({ code: 'bad-input' }),
    )
})

test('a fingerprint is the start of the SHA-256 of the key, in groups', () => {
  expect(keyFingerprint(new Uint8Array(32))).toBe('6668 7aad f862 bd77 6c8f c18b 8e9f 8e20')
})
