import type { FirmState } from './firm-state.ts'
import { codeOf, type Problem, type ProblemWords, sentenceOf } from '../problem.ts'

/** Why nobody can be signed in, where it is not the passphrase or the name. */
export function signInProblem(error: unknown, keyStore: FirmState['keyStore'] = 'keychain'): Problem {
  const code = codeOf(error)
  const sentence = sentenceOf(error)
  if (keyStore === 'passphrase' && code === 'keychain-empty') return { code, ...missingFile }
  if (keyStore === 'passphrase' && code === 'keychain-missing') return { code, ...unusableFolder(sentence) }
  return { code, ...(words[code]?.(sentence) ?? { title: 'You could not be signed in', text: sentence }) }
}

const damagedFiles = (sentence: string) => ({
  title: 'The firm’s files are damaged',
  text: `${sentence} The clients’ own files were not touched.`,
})
const unusableFolder = (text: string) => ({ title: 'Bulkhead cannot use its folder', text })

const missingFile = {
  title: 'The file with the firm’s keys is gone',
  text: 'This firm’s keys are in a file in Bulkhead’s folder, sealed by passphrases, and it is not there. Nothing was changed. Put it back from a backup, then try again. If there is none, each client comes back with its recovery sheet. Without either, nobody can open them.',
}

const words: ProblemWords = {
  'keychain-locked': () => ({
    title: 'The keychain is locked',
    text: 'Bulkhead’s keys are in this computer’s keychain, which is locked. Your data is untouched. Unlock it, then try again. If the computer’s password was reset, the keychain still has the password before it: open it with that one in the system’s own program for passwords and keys. If that one is lost too, make a new keychain there; Bulkhead then finds it empty, and each client comes back with its recovery sheet.',
  }),
  'keychain-missing': () => ({
    title: 'The keychain gave no answer',
    text: 'Bulkhead’s keys are in this computer’s keychain, and it did not answer. Your data is untouched. Unlock the keychain, or sign in to the computer again, then try again.',
  }),
  'keychain-empty': () => ({
    title: 'The keychain holds no keys for this firm',
    text: 'It answers, but Bulkhead’s keys are not in it. Nothing was changed. A folder that was copied from another computer or login looks like this: its keys stayed there. If you are signed in to the computer as somebody else, switch back. If the keys are gone for good, each client comes back with its recovery sheet. Without either, nobody can open them.',
  }),
  'home-open': () => ({
    title: 'Bulkhead is already open here',
    text: 'Another window, or the command line, is using this firm. Close it there, then try again.',
  }),
  'newer-version': () => ({
    title: 'This firm needs a newer Bulkhead',
    text: 'It was last used with a newer version. Nothing was changed. Update Bulkhead, then try again.',
  }),
  damaged: damagedFiles,
  'wrong-key': damagedFiles,
  'tampered-wrap': damagedFiles,
  'not-writable': unusableFolder,
  'disk-full': unusableFolder,
  'log-damaged': (sentence) => ({
    title: 'The firm’s log does not check',
    text: sentence.replace(/^The firm[’']s log does not check[^.]*\. /u, ''),
  }),
  'no-firm': () => ({
    title: 'There is no firm here any more',
    text: 'The folder that held it is empty. Nothing was changed. Put the folder back from a backup, then try again.',
  }),
}
