import { z } from 'zod'
import { DestructionId, WorkspaceId } from '../ids.ts'
import { Bytes } from './bytes.ts'
import { method } from './method.ts'
import { nothing } from './nothing.ts'

const staff = ['staff'] as const

/** Something of a client that was written where a person chose, by the log that says so, and when. */
export const Written = z.strictObject({ what: z.enum(['bundle', 'thread']), atMs: z.int().min(0) })
export type Written = z.infer<typeof Written>

/** How far a destruction is. Until it has ended it is tried again at every sign-in. */
const state = {
  destruction: DestructionId,
  /** How many things of the client are still there, and whether a key that opens its file is among them. */
  remaining: z.strictObject({ keys: z.int(), files: z.int() }),
}

/** Destroying a client for good, and the certificate of it. */
export const destructionMethods = {
  /**
   * Destroys a workspace that is open, for an owner of it: keys first, then files. Nobody opens it from the moment when
   * this is decided; what is interrupted goes on at the next sign-in.
   */
  'workspaces.destroy': method({
    input: z.strictObject({
      workspace: WorkspaceId,
      /** The client's name, as the person has typed it. */
      name: Bytes,
      /** The person's, once more; null where the account opens with this computer's login. */
      passphrase: Bytes.nullable(),
      /** Whether the certificate that this returns says the name; the one that is kept here never does. */
      isNamed: z.boolean().default(false),
    }),
    output: z.strictObject({
      ...state,
      /** Null until nothing is left. */
      certificate: Bytes.nullable(),
    }),
    policy: staff,
    entry: 'destruction.began',
  }),
  /** Destructions of what was this person's, the latest first. */
  'destructions.list': method({
    input: nothing,
    output: z.strictObject({
      destructions: z.array(
        z.strictObject({
          ...state,
          /** What people call a client whose name is gone. */
          number: z.string(),
          /** Who decided it, by name. */
          by: z.string(),
          beganMs: z.int(),
          endedMs: z.int().nullable(),
        }),
      ),
    }),
    policy: staff,
    entry: null,
  }),
  /** Tries once more to remove what is left. */
  'destructions.goOn': method({
    input: z.strictObject({ destruction: DestructionId }),
    output: z.strictObject(state),
    policy: staff,
    // It carries out what `destruction.began` says; when nothing is left `destruction.ended` says that.
    entry: null,
  }),
  /** The certificate as it is kept here: without the client's name. */
  'destructions.certificate': method({
    input: z.strictObject({ destruction: DestructionId }),
    output: z.strictObject({ certificate: Bytes }),
    policy: staff,
    // It says what `destruction.ended` says.
    entry: null,
  }),
  /** Saves a certificate that was signed here; refused for any other. */
  'destructions.saveCertificate': method({
    input: z.strictObject({
      certificate: Bytes,
      /** A place that the shell has offered. */
      target: z.string().min(1),
    }),
    output: z.strictObject({ path: z.string(), bytes: z.int() }),
    policy: staff,
    entry: null,
  }),
  /** Whether a certificate was signed by this installation's key and is as it was signed. */
  'destructions.checkCertificate': method({
    input: z.strictObject({ certificate: Bytes }),
    output: z.strictObject({ isOurs: z.boolean() }),
    policy: ['staff', 'operator'],
    entry: null,
  }),
} as const
