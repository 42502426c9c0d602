import { z } from 'zod'
import { WorkspaceId } from '../core/ids.ts'

/** What the keeper of the Chromium shell says to main. */
export const ToMain = z.discriminatedUnion('kind', [
  /** It is main's turn: the debugging pipe is nobody else's now. */
  z.strictObject({
    kind: z.literal('take'),
    home: z.string(),
    /** The built renderer. */
    files: z.string(),
    /** What was open before the lock. */
    last: WorkspaceId.nullable(),
  }),
  /** Lock everything; the window is to go. */
  z.strictObject({ kind: z.literal('close') }),
])
export type ToMain = z.output<typeof ToMain>

/** What main says to the keeper. None of it says anything of a client but a random id. */
export const FromMain = z.discriminatedUnion('kind', [
  /** The window has its page. */
  z.strictObject({ kind: z.literal('shown') }),
  /** Everything is locked, and the page is gone: end this process. */
  z.strictObject({ kind: z.literal('locked'), last: WorkspaceId.nullable() }),
  /** The person closed the window, or the keeper did, and everything is locked. */
  z.strictObject({ kind: z.literal('closed') }),
])
export type FromMain = z.output<typeof FromMain>
