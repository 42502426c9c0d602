import type { ErrorCode } from '../../core/errors.ts'
import type { Problem, ProblemWords } from '../problem.ts'

/** Why a client did not open. The other clients do not depend on it. */
export function openingProblem(failed: { code: string; message: string }): Problem {
  const code = failed.code as ErrorCode
  const told = words[code]?.(failed.message) ?? { title: 'It could not be opened', text: failed.message }
  return { code, ...told }
}

const lostKey = () => ({
  title: 'The keychain has no key for it',
  text: 'A part of this client’s key is kept in this computer’s keychain, and it was not there. The file is untouched. Unlock the keychain, then try again. If the key is gone for good, its recovery sheet opens the file in a new firm.',
})

const lockedKeychain = () => ({
  title: 'The keychain is locked',
  text: 'A part of this client’s key is in this computer’s keychain, which is locked. The file is untouched. Unlock the keychain, then try again.',
})

const words: ProblemWords = {
  'log-damaged': (sentence) => ({
    title: 'Its log does not check, so it stays shut',
    text: sentence.replace(/^The log of this workspace does not check, so it stays shut\. /, ''),
  }),
  'wrong-key': () => ({
    title: 'Its file does not open with its key',
    text: 'The file was damaged, or another one was put in its place. Nothing was changed. Put the right file back, or restore it from a backup, then try again.',
  }),
  swapped: () => ({
    title: 'This is another client’s file',
    text: 'The file in this client’s place belongs to another one. Nothing was changed. Put the right file back, then try again.',
  }),
  damaged: () => ({
    title: 'Its file is damaged',
    text: 'It cannot be read in full. Nothing was changed. Restore the file from a backup, then try again.',
  }),
  'newer-version': () => ({
    title: 'It needs a newer Bulkhead',
    text: 'Its file was written by a newer version. Nothing was changed. Update Bulkhead, then try again.',
  }),
  'disk-full': () => ({
    title: 'The disk is full',
    text: 'Opening a client writes a line into its log, and there is no room for it. Nothing was lost. Free some space, then try again.',
  }),
  'not-writable': (text) => ({ title: 'Bulkhead cannot use its folder', text }),
  'not-member': () => ({
    title: 'You are not a member of this client',
    text: 'Its owner may have taken you out. Ask an owner to add you again.',
  }),
  'keychain-missing': lostKey,
  'keychain-locked': lockedKeychain,
  'keychain-empty': lostKey,
  'tampered-wrap': (text) => ({ title: 'Your key to it was changed', text }),
  'home-open': () => ({
    title: 'It is open somewhere else',
    text: 'Another Bulkhead has this client’s file. Close it there, then try again.',
  }),
  'process-ended': () => ({
    title: 'Its process ended while it opened',
    text: 'Nothing that was saved is lost. Try again; if it happens each time, restore the file from a backup.',
  }),
}
