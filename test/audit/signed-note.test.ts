import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type NoteSigner, openNote, signNote } from '../../core/audit/signed-note.ts'

const vectors = new URL('../../../shared/data/vectors/signed-note/cmd/skylight/testdata/', import.meta.url)
const damaged = expect.objectContaining({ code: 'log-damaged' }) as Error

function newSigner(): NoteSigner {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32),
    sign: (bytes) => sign(null, bytes, privateKey),
  }
}

// The example that Go's golang.org/x/mod/sumdb/note documents, signed by an implementation that is not ours.
const goKey = Buffer.from('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'base64')
const goText =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
const goNote =
  `${goText}\n— PeterNeumann ` +
  'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'

test('a note of another implementation opens: format, key id and signature agree', () => {
  expect(goKey[0]).toBe(1)
  expect(openNote(goNote, 'PeterNeumann', goKey.subarray(1))).toBe(goText)
  expect(() => openNote(goNote, 'PeterNewmann', goKey.subarray(1))).toThrowError(damaged)
  expect(() => openNote(goNote.replace('don', 'dom'), 'PeterNeumann', goKey.subarray(1))).toThrowError(
    damaged,
  )
})

test('the key id is the start of SHA-256 over name, line end, type and key', () => {
  const signer = newSigner()
  const [, encoded = ''] =
    /— example\.invalid\/a (\S+)\n$/.exec(signNote('text\n', 'example.invalid/a', signer)) ?? []
  const blob = Buffer.from(encoded, 'base64')
  const id = createHash('sha256')
    .update('example.invalid/a\n\u0001')
    .update(signer.publicKey)
    .digest()
    .subarray(0, 4)
  expect(blob.subarray(0, 4)).toEqual(id)
  expect(blob).toHaveLength(68)
})

test('a text with empty lines comes back whole', () => {
  const signer = newSigner()
  for (const text of ['\n', 'a\n\n', '\n\na\n\nb\n\n\n', '— not a signature\n'])
    expect(openNote(signNote(text, 'n', signer), 'n', signer.publicKey)).toBe(text)
})

describe('A2: everything else is refused', () => {
  const signer = newSigner()
  const note = signNote('one\ntwo\n', 'n', signer)
  const signature = note.slice(note.indexOf('—'))
  const refused: [string, string][] = [
    ['no signature', 'one\ntwo\n\n'],
    ['no text', signature],
    ['a second signature, even the same', note + signature],
    [
      'a signature of another key',
      note.replace(signature, signNote('one\ntwo\n', 'n', newSigner()).slice(9)),
    ],
    ['a signature under another name', signNote('one\ntwo\n', 'm', signer)],
    ['a signature of another text', note.replace('two', 'too')],
    ['no last line end', note.slice(0, -1)],
    ['one more line end', `${note}\n`],
    ['Windows line ends', note.replaceAll('\n', '\r\n')],
    ['a hyphen for the dash', note.replace('—', '-')],
    ['base64 without padding', note.replace('=\n', '\n')],
    ['base64 with a space', note.replace('=\n', ' =\n')],
    ['a byte order mark', `\ufeff${note}`],
    ['nothing', ''],
  ]
  test.each(refused)('%s', (_, changed) => {
    expect(changed).not.toBe(note)
    expect(() => openNote(changed, 'n', signer.publicKey)).toThrowError(damaged)
  })

  test('any one character changed', () => {
    for (let at = 0; at < note.length; at += 1) {
      const changed = `${note.slice(0, at)}${note[at] === 'A' ? 'B' : 'A'}${note.slice(at + 1)}`
      expect(() => openNote(changed, 'n', signer.publicKey), `at ${at}`).toThrowError(damaged)
    }
  })

  test('a text that is none, though the right key signed it', () => {
    const head = Buffer.from(/ (\S+)\n$/.exec(note)?.[1] ?? '', 'base64').subarray(0, 4)
    const signed = (text: string) =>
      `${text}\n— n ${Buffer.concat([head, signer.sign(Buffer.from(text))]).toString('base64')}\n`
    expect(openNote(signed('a\n'), 'n', signer.publicKey)).toBe('a\n')
    for (const text of ['', 'a\tb\n', 'a\u0000b\n', 'a\r\n'])
      expect(() => openNote(signed(text), 'n', signer.publicKey)).toThrowError(damaged)
  })

  test.skipIf(!existsSync(vectors))(
    'notes of other logs, with other kinds of signature, one or two of them',
    () => {
      const witness = 'witness/000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706/checkpoint'
      for (const name of ['tree/checkpoint', 'witness/checkpoint', witness])
        expect(() =>
          openNote(readFileSync(new URL(name, vectors), 'utf8'), 'rome2026h1.example.org', signer.publicKey),
        ).toThrowError(damaged)
    },
  )
})

test('what does not fit the format is not signed', () => {
  const signer = newSigner()
  const refused = (work: () => unknown, code: string) =>
    expect(work).toThrowError(expect.objectContaining({ code }))
  refused(() => signNote('no line end', 'n', signer), 'bad-input')
  refused(() => signNote('a\u0000b\n', 'n', signer), 'bad-input')
  refused(() => signNote('a\ud800\n', 'n', signer), 'bad-input')
  refused(() => signNote('a\n', 'two words', signer), 'bad-input')
  refused(() => signNote('a\n', 'n', { ...signer, publicKey: Buffer.alloc(31) }), 'bad-input')
  refused(() => signNote('a\n', 'n', { ...signer, sign: () => Buffer.alloc(64) }), 'internal')
})
