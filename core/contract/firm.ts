import { z } from 'zod'
import { FirmId, StaffId, WorkspaceId } from '../ids.ts'
import type { StaffRole } from '../roles.ts'
import { acrossEvents, acrossMethods } from './across.ts'
import { Bytes } from './bytes.ts'
import { destructionMethods } from './destruction.ts'
import { grantMethods } from './grants.ts'
import { method } from './method.ts'
import { modelEvents, modelMethods } from './models.ts'
import { nothing } from './nothing.ts'
import { recoveryEvents, recoveryMethods, SheetState } from './recovery.ts'
import { Name, Passphrase, Person, staffMethods } from './staff.ts'
import { supportMethods } from './support.ts'
import { Text } from './text.ts'

/** Who calls main: nobody yet, or the person who is signed in, by their role in the firm. */
export type Caller = 'nobody' | StaffRole

const anyone = ['nobody', 'staff', 'operator'] as const
const signedIn = ['staff', 'operator'] as const
const staff = ['staff'] as const

/** How the app looks and when it locks, for everybody who uses this installation. */
export const Settings = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  /** Minutes without a key or a pointer after which the app locks. */
  lockMinutes: z.int().min(1).max(240),
})
export type Settings = z.infer<typeof Settings>

/**
 * Every call that a screen or the command line can make to main. Names of clients and secrets are bytes: main never makes
 * strings of them (K1).
 */
export const firmContract = {
  'firm.state': method({
    input: nothing,
    output: z.strictObject({
      exists: z.boolean(),
      keyStore: z.enum(['keychain', 'passphrase']).nullable(),
      /** Whether signing in asks for a passphrase. */
      login: z.enum(['passphrase', 'computer']).nullable(),
      signedIn: Person.nullable(),
      /** How long no passphrase is taken, in milliseconds, after many wrong ones. */
      waitMs: z.int().min(0),
    }),
    policy: anyone,
    entry: null,
  }),
  'firm.create': method({
    input: z.strictObject({
      name: Name,
      staff: Name,
      keyStore: z.enum(['keychain', 'passphrase']),
      passphrase: Passphrase,
    }),
    output: z.strictObject({ firm: FirmId, staff: StaffId }),
    policy: ['nobody'],
    // The log begins with it: `firm.created` is the first entry of the file that this makes.
    entry: null,
  }),
  'firm.signIn': method({
    input: z.strictObject({
      /** Null where only one person has an account. */
      staff: z.string().nullable(),
      passphrase: Passphrase,
      goOnFromDamagedLog: z.boolean().default(false),
    }),
    output: Person,
    policy: ['nobody'],
    entry: 'staff.signed-in',
  }),
  'firm.signOut': method({ input: nothing, output: nothing, policy: signedIn, entry: null }),
  'firm.key': method({
    input: nothing,
    output: z.strictObject({ fingerprint: z.string() }),
    policy: signedIn,
    entry: null,
  }),
  'settings.get': method({ input: nothing, output: Settings, policy: anyone, entry: null }),
  'settings.set': method({ input: Settings, output: nothing, policy: signedIn, entry: 'settings.changed' }),
  ...staffMethods,
  'workspaces.list': method({
    input: nothing,
    output: z.strictObject({
      workspaces: z.array(
        z.strictObject({ id: WorkspaceId, name: Bytes, colour: z.int(), sheet: SheetState }),
      ),
      /** This person's, whose key does not open. */
      closed: z.array(z.strictObject({ id: WorkspaceId, reason: z.string() })),
    }),
    policy: signedIn,
    entry: null,
  }),
  'workspaces.create': method({
    input: z.strictObject({ name: Bytes, colour: z.int().min(0).max(7).nullable() }),
    /** The recovery key as a person writes it down, in UTF-8; shown once. */
    output: z.strictObject({ workspace: WorkspaceId, colour: z.int(), recoveryKey: Bytes }),
    policy: staff,
    entry: 'workspace.registered',
  }),
  'workspaces.open': method({
    input: z.strictObject({
      workspace: WorkspaceId,
      /** An owner's reason to go on from a damaged log, or null. */
      goOn: Text.pipe(z.string().trim().min(1)).nullable().default(null),
    }),
    output: z.strictObject({ pid: z.int() }),
    policy: staff,
    // The workspace's own log has it, and this one has every refusal.
    entry: null,
  }),
  'workspaces.lock': method({
    input: z.strictObject({ workspace: WorkspaceId }),
    output: nothing,
    policy: staff,
    entry: null,
  }),
  'workspaces.admit': method({
    input: z.strictObject({ workspace: WorkspaceId, staff: StaffId }),
    output: nothing,
    policy: staff,
    entry: 'wrap.added',
  }),
  ...recoveryMethods,
  ...supportMethods,
  ...modelMethods,
  ...grantMethods,
  ...acrossMethods,
  ...destructionMethods,
} as const

export type FirmContract = typeof firmContract

/** What main says unasked, while it works on a call. */
export const firmEvents = {
  'log.checking': z.strictObject({ done: z.int(), total: z.int() }),
  ...modelEvents,
  ...recoveryEvents,
  ...acrossEvents,
} as const
