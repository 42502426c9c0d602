import { newStretchParams, type StretchParams } from '../../core/keys/stretch.ts'

/**
 * The least that is allowed, an eighth of what a new firm gets: for a firm whose people sign in often, where the test is
 * about something else.
 */
export function leastStretch(): StretchParams {
  return { ...newStretchParams(), N: 2 ** 14 }
}
