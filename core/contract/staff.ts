import { z } from 'zod'
import { StaffId } from '../ids.ts'
import { StaffRole } from '../roles.ts'
import { Bytes } from './bytes.ts'
import { method } from './method.ts'
import { nothing } from './nothing.ts'
import { Text } from './text.ts'

const anyone = ['nobody', 'staff', 'operator'] as const
const signedIn = ['staff', 'operator'] as const
const staff = ['staff'] as const

export const Person = z.strictObject({ id: StaffId, name: z.string(), role: StaffRole })
/** Of a firm or a person. */
export const Name = Text.pipe(z.string().trim().min(1).max(200))
/** UTF-8 in NFC, zeroed by whoever uses it. A string could not be. */
export const Passphrase = Bytes.nullable()

/** The accounts of a firm. */
export const staffMethods = {
  'staff.list': method({
    input: nothing,
    output: z.strictObject({
      staff: z.array(
        z.strictObject({
          ...Person.shape,
          publicKey: Bytes,
          isSuspended: z.boolean(),
          /** In how many workspaces something is sealed to them. */
          memberships: z.int(),
        }),
      ),
    }),
    policy: signedIn,
    entry: null,
  }),
  /** Who can sign in here, as far as it can be told before somebody has: null where only a passphrase tells. */
  'staff.door': method({
    input: nothing,
    output: z.strictObject({ names: z.array(z.string()).nullable() }),
    policy: anyone,
    entry: null,
  }),
  /** Shuts an account at once; it keeps everything. */
  'staff.suspend': method({
    input: z.strictObject({ staff: StaffId }),
    output: nothing,
    policy: staff,
    entry: 'staff.suspended',
  }),
  'staff.restore': method({
    input: z.strictObject({ staff: StaffId }),
    output: nothing,
    policy: staff,
    entry: 'staff.restored',
  }),
  /** Removes an account with its key. Refused for a member of any workspace. */
  'staff.remove': method({
    input: z.strictObject({ staff: StaffId }),
    output: nothing,
    policy: staff,
    entry: 'staff.removed',
  }),
  /** One's own. */
  'staff.changePassphrase': method({
    input: z.strictObject({
      /** Null where the account opens with this computer's login. */
      old: Passphrase,
      next: Bytes,
    }),
    output: nothing,
    policy: signedIn,
    entry: 'staff.passphrase-changed',
  }),
  'staff.add': method({
    input: z.strictObject({ name: Name, role: StaffRole, passphrase: Bytes }),
    output: Person,
    policy: staff,
    entry: 'staff.added',
  }),
} as const
