import { expect } from 'vitest'
import { BulkheadError, type ErrorCode } from '../../core/errors.ts'

/** Asserts that the call is refused with that code, by a sentence. */
export async function expectRefusal(call: () => unknown, code: ErrorCode): Promise<void> {
  let outcome: unknown
  try {
    outcome = await call()
  } catch (error) {
    outcome = error
  }
  expect(outcome).toBeInstanceOf(BulkheadError)
  if (outcome instanceof BulkheadError) {
    expect(outcome.code).toBe(code)
    expect(outcome.message).toMatch(/^[A-Z].*\.$/)
  }
}
