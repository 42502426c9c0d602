import { isUtf8 } from 'node:buffer'
import { createPublicKey, hash, verify } from 'node:crypto'
import { BulkheadError } from '../errors.ts'

/** An Ed25519 key that signs in the place where it is kept. */
export interface NoteSigner {
  /** 32 bytes (RFC 8032). */
  publicKey: Uint8Array
  /** Ed25519 over the bytes: 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array
}

const ed25519 = 0x01
const lineEnd = 0x0a
/** SubjectPublicKeyInfo of an Ed25519 key, up to the key itself (RFC 8410). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/**
 * A text signed as a C2SP signed note (c2sp.org/signed-note) with one Ed25519 signature: the text, an empty line, and
 * `— <key name> <base64 of key id || signature>`.
 *
 * @throws BulkheadError `bad-input` if text or name do not fit the format, `internal` if the signature does not verify
 */
export function signNote(text: string, keyName: string, signer: NoteSigner): string {
  // What is not well-formed would be signed as something else.
  const bytes = text.isWellFormed() ? Buffer.from(text, 'utf8') : new Uint8Array()
  return Buffer.from(signNoteBytes(bytes, keyName, signer)).toString('utf8')
}

/** The same for a text that no string is to be made of: UTF-8 in, and out with its signature. */
export function signNoteBytes(text: Uint8Array, keyName: string, signer: NoteSigner): Uint8Array {
  if (!isNoteText(text) || !/^[^\s+]+$/u.test(keyName))
    throw new BulkheadError(
      'bad-input',
      'This text cannot be signed: it has no last line end, or a control character.',
    )
  const signature = signer.sign(text)
  // A signature that does not verify would be anchored and taken for tampering later.
  if (!verify(null, text, keyObject(signer.publicKey), signature))
    throw new BulkheadError(
      'internal',
      'The signing key gave a signature that does not verify. Restart Bulkhead.',
    )
  const blob = Buffer.concat([keyId(keyName, signer.publicKey), signature])
  return new Uint8Array(Buffer.concat([text, Buffer.from(signatureLine(keyName, blob), 'utf8')]))
}

/**
 * The text of a note that carries exactly one signature, by this key under this name.
 *
 * The specification has readers pass over signatures of keys that they do not know. Here they are refused: a note in
 * our files was written by `signNote`, and bytes that no signature covers would let two notes differ and still both be
 * the same checkpoint. A note that a witness has countersigned is for use outside.
 *
 * @throws BulkheadError `log-damaged` for anything else
 */
export function openNote(note: string, keyName: string, publicKey: Uint8Array): string {
  const key = keyObject(publicKey)
  const textEnd = note.lastIndexOf('\n\n') + 1
  const text = note.slice(0, textEnd)
  const blob = Buffer.from(note.slice(textEnd + `\n— ${keyName} `.length), 'base64')
  const id = keyId(keyName, publicKey)
  const known =
    isNoteText(Buffer.from(text, 'utf8')) &&
    text.isWellFormed() &&
    text + signatureLine(keyName, blob) === note &&
    blob.subarray(0, id.length).equals(id)
  if (!known || !verify(null, Buffer.from(text, 'utf8'), key, blob.subarray(id.length)))
    throw new BulkheadError(
      'log-damaged',
      'A checkpoint of the log does not carry a valid signature of this firm.',
    )
  return text
}

function signatureLine(keyName: string, blob: Buffer): string {
  return `\n— ${keyName} ${blob.toString('base64')}\n`
}

function keyId(keyName: string, publicKey: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(`${keyName}\n`, 'utf8'), Uint8Array.of(ed25519), publicKey])
  return hash('sha256', named, 'buffer').subarray(0, 4)
}

function keyObject(publicKey: Uint8Array) {
  if (publicKey.length !== 32)
    throw new BulkheadError('bad-input', 'This is not a signing key: it must be 32 bytes.')
  return createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: 'der', type: 'spki' })
}

/** UTF-8 that ends in a line end, without any other control character (U+0000 to U+001F, U+007F to U+009F). */
function isNoteText(text: Uint8Array): boolean {
  return (
    text.at(-1) === lineEnd &&
    isUtf8(text) &&
    text.every(
      (byte, index) =>
        (byte >= 0x20 || byte === lineEnd) &&
        byte !== 0x7f &&
        !(byte >= 0x80 && byte <= 0x9f && text[index - 1] === 0xc2),
    )
  )
}
