import { BulkheadError, type ErrorCode } from '../core/errors.ts'

/** How to do on the command line what a failure’s sentence says can be done, by code. */
type Hints = Partial<Record<ErrorCode, string>>

export const signInHints: Hints = {
  'no-firm': 'Set it up with "bulkhead firm init".',
  'bad-input': 'Name yourself with --as NAME.',
  'keychain-empty':
    'The commands for it are "bulkhead firm set-aside", "bulkhead firm init" and "bulkhead recover".',
  'log-damaged': 'To go on, with a record of this, sign in with --continue-damaged-log.',
}

/** Runs `work`; a failure that has a hint gets it as a last sentence. */
export async function withHints<T>(hints: Hints, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const hint = error instanceof BulkheadError ? hints[error.code] : undefined
    if (!(error instanceof BulkheadError) || hint === undefined) throw error
    throw new BulkheadError(error.code, `${error.message} ${hint}`)
  }
}
