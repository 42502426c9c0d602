/**
 * Every failure a person can meet, by code. A message is one sentence that says what happened and, where there is
 * something to do, what to do. It never holds a key, a client's name, a path inside the home or document text.
 */
export const errorCodes = [
  // who and what
  'refused', // the policy says no
  'not-found', // unknown here, whether it exists elsewhere or not
  'rate-limited', // too often; the sentence says when it is possible again
  'not-member', // no wrap for this person: the workspace is closed to them
  'already-exists',
  'unconfirmed', // it does more than the person was told; nothing was changed
  'bad-input',
  // keys
  'wrong-passphrase',
  'too-soon', // too many wrong passphrases: wait
  'weak-passphrase',
  'suspended', // the account is there, and may not be used
  'wrong-recovery-key',
  'wrong-key', // the file does not open with the key that belongs to it
  'keychain-missing', // no OS keychain answers
  'keychain-locked', // it is there and was not unlocked: at login, or since the password was reset
  'keychain-empty', // it answers, but holds nothing for data that exists
  'tampered-wrap', // a sealed wrap, account or key store does not authenticate
  // files
  'no-firm',
  'home-open', // another process of the app has this home
  'not-writable',
  'disk-full',
  'damaged',
  'swapped', // a good file, but of another workspace
  'newer-version',
  // log
  'log-damaged', // the check at unlock found something; see the finding
  'log-unwritable',
  // documents
  'unsupported-format',
  'unreadable-document',
  // life of a request
  'cancelled',
  'locked',
  'process-ended',
  'model-missing',
  'model-changed', // bytes differ from the pinned hash
  'model-unusable', // the runtime does not take it
  'not-enough-memory', // the model would not fit
  'internal', // a defect: the details stay in the process that met it
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** A failure that was expected: it has a code, a sentence for the person, and no cause that could leak. */
export class BulkheadError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string) {
    super(message)
    this.name = 'BulkheadError'
    this.code = code
  }
}
