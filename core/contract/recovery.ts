import { z } from 'zod'
import { WorkspaceId } from '../ids.ts'
import { Bytes } from './bytes.ts'
import { method } from './method.ts'
import { nothing } from './nothing.ts'

const staff = ['staff'] as const

/** How sure it is that a recovery sheet exists; while it is being replaced, the one before it opens the file. */
export const SheetState = z.enum(['confirmed', 'unconfirmed', 'replacing'])
export type SheetState = z.infer<typeof SheetState>

/** Recovery sheets, and bringing a workspace in by one. Keys go over as they are written down, in UTF-8 bytes. */
export const recoveryMethods = {
  /** Makes a new sheet for a workspace that is open, for an owner of it. It is shown once. */
  'workspaces.newRecoverySheet': method({
    input: z.strictObject({ workspace: WorkspaceId }),
    output: z.strictObject({ recoveryKey: Bytes }),
    policy: staff,
    entry: 'workspace.sheet-made',
  }),
  /** A person has it on paper: from now on this is the sheet, and the one before it opens nothing. */
  'workspaces.confirmRecoverySheet': method({
    input: z.strictObject({ workspace: WorkspaceId, recoveryKey: Bytes }),
    output: nothing,
    policy: staff,
    entry: 'workspace.sheet-confirmed',
  }),
  /** Copies a client's file into this firm and opens it. Cancelling leaves nothing. */
  'workspaces.recover': method({
    input: z.strictObject({
      /** One that the shell has offered; null looks among what an earlier firm left in this folder. */
      file: z.string().nullable(),
      recoveryKey: Bytes,
    }),
    output: z.strictObject({ workspace: WorkspaceId }),
    policy: staff,
    entry: 'workspace.registered',
  }),
  /**
   * Writes one encrypted file from which a workspace that is open can be restored, for an owner of it. Cancelling leaves
   * nothing.
   */
  'workspaces.backup': method({
    input: z.strictObject({
      workspace: WorkspaceId,
      /** A place that the shell has offered. */
      target: z.string().min(1),
    }),
    output: z.strictObject({ path: z.string(), bytes: z.int() }),
    policy: staff,
    entry: 'backup.made',
  }),
  /** What a file that the shell has offered is, before anything is done with it. */
  'backup.inspect': method({
    input: z.strictObject({ file: z.string() }),
    output: z.discriminatedUnion('kind', [
      /** No backup: perhaps a workspace file, which nobody can tell without its key. */
      z.strictObject({ kind: z.literal('other') }),
      z.strictObject({
        kind: z.literal('backup'),
        workspace: WorkspaceId,
        madeMs: z.int(),
        bytes: z.int(),
        /** Whether it is a client of this person's in this firm, which it can then go back to without a sheet. */
        isMine: z.boolean(),
      }),
    ]),
    policy: staff,
    entry: null,
  }),
  /**
   * Puts a backup in the place of the client's file, in the firm that made it, for an owner. The log forks, on record.
   * Cancelling leaves what was there.
   */
  'workspaces.restore': method({
    input: z.strictObject({
      /** One that the shell has offered. */
      file: z.string(),
      /** Set when a person has decided that what is there now is put aside. */
      replace: z.boolean().default(false),
    }),
    output: z.strictObject({ workspace: WorkspaceId }),
    policy: staff,
    entry: 'backup.restored',
  }),
  /** How many workspaces an earlier firm left in this folder that are not in this one. */
  'recovery.waiting': method({
    input: nothing,
    output: z.strictObject({ count: z.int() }),
    policy: staff,
    entry: null,
  }),
  /**
   * Puts a firm aside whose keys are gone, so that another can be set up here and its workspaces brought in by their
   * sheets. Nothing is deleted. Refused where the keys are there, or cannot be looked for.
   */
  'firm.setAside': method({ input: nothing, output: nothing, policy: ['nobody'], entry: null }),
} as const

/** While the file of a client is copied, for or from a backup or to be brought in; in bytes. */
export const recoveryEvents = {
  'workspace.copying': z.strictObject({ done: z.int(), total: z.int() }),
} as const
