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
/** SubjectPublicKeyInfo of an Ed25519 key, up to the key itself (RFC 8410). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/**
 * A text signed as a C2SP signed note (c2sp.org/signed-note) with one Ed25519 signature: the text, an empty line, and
 * `— <key name> <base64 of key id || signature>`.
 *
 * @throws BulkheadError `bad-input` if text or name do not fit the format, `internal` if the signature does not verify
 */
export function signNote(text: string, keyName: string, signer: NoteSigner): string {
  if (!isNoteText(text) || !/^[^\s+]+$/u.test(keyName))
    throw new BulkheadError(
      'bad-input',
      'This text cannot be signed: it has no last line end, or a control character.',
    )
  const bytes = Buffer.from(text, 'utf8')
  const signature = signer.sign(bytes)
  // A signature that does not verify would be anchored and taken for tampering later.
  if (!verify(null, bytes, keyObject(signer.publicKey), signature))
    throw new BulkheadError(
      'internal',
      'The signing key gave a signature that does not verify. Restart Bulkhead.',
    )
  return render(text, keyName, Buffer.concat([keyId(keyName, signer.publicKey), signature]))
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
    isNoteText(text) && render(text, keyName, blob) === note && blob.subarray(0, id.length).equals(id)
  if (!known || !verify(null, Buffer.from(text, 'utf8'), key, blob.subarray(id.length)))
    throw new BulkheadError(
      'log-damaged',
      'A checkpoint of the log does not carry a valid signature of this firm.',
    )
  return text
}

function render(text: string, keyName: string, blob: Buffer): string {
  return `${text}\n— ${keyName} ${blob.toString('base64')}\n`
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

function isNoteText(text: string): boolean {
  return text.endsWith('\n') && text.isWellFormed() && !/[^\P{Cc}\n]/u.test(text)
}
