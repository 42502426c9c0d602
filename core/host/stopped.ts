import { BulkheadError } from '../errors.ts'

/** What a backup, a restoring or a bringing in says that a person has stopped: it is there whole or not at all. */
export function stopped(): BulkheadError {
  return new BulkheadError('cancelled', 'Stopped. All is as it was before.')
}
