import { z } from 'zod'
import { WorkspaceId } from '../ids.ts'
import { method } from './method.ts'
import { nothing } from './nothing.ts'

/**
 * What a window is bound to. The page never names the workspace of a call: it asks for a binding, and the binding is
 * the address.
 */
export const WindowState = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('closed'),
    /** What was open before the lock, to be opened again by the same person. */
    last: WorkspaceId.nullable(),
  }),
  z.strictObject({ kind: z.literal('opening'), workspace: WorkspaceId }),
  z.strictObject({
    kind: z.literal('open'),
    workspace: WorkspaceId,
    /** Counts the bindings of this window; messages of another one are dropped on both sides (S5). */
    binding: z.int(),
  }),
  z.strictObject({
    kind: z.literal('failed'),
    workspace: WorkspaceId,
    code: z.string(),
    message: z.string(),
  }),
  /** Its process ended by itself. */
  z.strictObject({ kind: z.literal('ended'), workspace: WorkspaceId }),
  /** Its process ended because an owner has it destroyed. */
  z.strictObject({ kind: z.literal('destroyed'), workspace: WorkspaceId }),
])
export type WindowState = z.infer<typeof WindowState>

const SampleClient = z.strictObject({
  id: z.string(),
  name: z.string(),
  colour: z.int(),
  /** One line. */
  about: z.string(),
  documents: z.int(),
  questions: z.array(z.string()),
})

/** What a person saves somewhere of their own choice. */
export const Saved = z.enum([
  'bundle',
  'receipt',
  'support',
  'backup',
  'certificate',
  'thread-markdown',
  'thread-docx',
])
export type Saved = z.infer<typeof Saved>

const anyone = ['nobody', 'staff', 'operator'] as const
const staff = ['staff'] as const

/** Every call that a page can make to the window that it is in. None of them returns client text. */
export const windowContract = {
  /** Says what the window is bound to, now and at each change, until it is cancelled. */
  'window.watch': method({ input: nothing, output: nothing, policy: anyone, entry: null }),
  /**
   * Binds the window to a workspace. The one that was open is locked, the page is thrown away, and a new one is told of
   * the opening by `window.watch`.
   */
  'window.open': method({
    input: z.strictObject({
      workspace: WorkspaceId,
      /** An owner's reason to go on from a damaged log, or null. */
      goOn: z.string().trim().min(1).nullable().default(null),
    }),
    output: nothing,
    policy: staff,
    entry: null,
  }),
  /** Opens the workspace that this window was bound to again, after its process ended or failed; the page stays. */
  'window.reopen': method({ input: nothing, output: nothing, policy: staff, entry: null }),
  /** Locks the workspace and stays signed in; the page is thrown away. */
  'window.leave': method({ input: nothing, output: nothing, policy: staff, entry: null }),
  /** Locks everything and signs out; the page is thrown away. */
  'window.lock': method({ input: nothing, output: nothing, policy: anyone, entry: null }),
  /** Somebody is there: puts off the lock that idleness brings. */
  'window.active': method({ input: nothing, output: nothing, policy: anyone, entry: null }),
  /**
   * Offers files that the person picked or dropped to the open workspace. The page gives `File` objects; the shell, which
   * alone can tell where they lie, puts paths in their place. A path that a page made up is offered to nobody.
   */
  'files.offer': method({
    input: z.strictObject({ files: z.array(z.unknown()).min(1).max(10_000) }),
    output: z.strictObject({ paths: z.array(z.string()) }),
    policy: staff,
    entry: null,
  }),
  /**
   * Asks the person where to save something, in a dialog that the page has no part in, and offers that place, for one
   * file, to who writes it: the open workspace, or main for a support file. What it is called at first says nothing of
   * a client: file dialogs remember names.
   */
  'target.choose': method({
    input: z.strictObject({ saves: Saved }),
    /** Null where the person thought better of it. */
    output: z.strictObject({ path: z.string().nullable() }),
    policy: anyone,
    entry: null,
  }),
  /** The same for one file of a workspace that is to be brought in by its recovery sheet. */
  'recovery.offer': method({
    input: z.strictObject({ files: z.array(z.unknown()).length(1) }),
    output: z.strictObject({ path: z.string() }),
    policy: staff,
    entry: null,
  }),
  /** Offers files that the person picked or dropped to main, for a model to be taken in from; as `files.offer`. */
  'models.offer': method({
    input: z.strictObject({ files: z.array(z.unknown()).min(1).max(64) }),
    output: z.strictObject({ paths: z.array(z.string()) }),
    policy: ['staff', 'operator'],
    entry: null,
  }),
  'samples.list': method({
    input: nothing,
    output: z.strictObject({ samples: z.array(SampleClient) }),
    policy: anyone,
    entry: null,
  }),
  /** Offers the documents of an invented client to the open workspace. */
  'samples.offer': method({
    input: z.strictObject({ sample: z.string() }),
    output: z.strictObject({ paths: z.array(z.string()) }),
    policy: staff,
    entry: null,
  }),
} as const
export type WindowContract = typeof windowContract

export const windowEvents = {
  'window.state': z.strictObject({ state: WindowState }),
  /** While the log of a workspace is checked. */
  'log.checking': z.strictObject({ done: z.int(), total: z.int() }),
} as const
