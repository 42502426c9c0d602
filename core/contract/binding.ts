import { z } from 'zod'
import { StaffId, WorkspaceId } from '../ids.ts'
import { Bytes } from './bytes.ts'
import { Written } from './destruction.ts'
import { WorkspaceDiagnostic } from './diagnostic.ts'
import { InstalledModel } from './model.ts'

/**
 * What main and a workspace process say to each other, apart from the calls of the contract: unlocking, signing, locking.
 * Main decides which workspace the process is; nothing that a screen or a document says can.
 */

/** From the process, first of all: a key to seal the handover to. */
const Ready = z.strictObject({ kind: z.literal('ready'), publicKey: Bytes })

const common = {
  workspace: WorkspaceId,
  file: z.string(),
  member: StaffId,
  /** X25519; the handover proves that its private half sealed it. */
  memberPublicKey: Bytes,
  /** HPKE ciphertext of the workspace key, name and colour; twice where the file may have to get another key. */
  handover: Bytes,
  /** Ed25519. */
  signingKey: Bytes,
}

const Create = z.strictObject({ kind: z.literal('create'), ...common, memberName: z.string() })

export const Open = z.strictObject({
  kind: z.literal('open'),
  ...common,
  anchorNote: z.string().nullable(),
  /** Set when an owner has decided to go on from what the check found: the reason. */
  goOn: z.string().nullable(),
  /** Set when the file was opened with its recovery key: the name of the person who becomes an owner. */
  recoveredBy: z.string().nullable(),
  /** Set where another key was prepared: its version. Which of the two the file is to have, it says itself. */
  nextKeyVersion: z.int().nullable(),
  /** The models that the process may open, and no other. */
  models: z.array(InstalledModel),
  /**
   * Set where the file is a backup that takes the place of a later one: the signed state of the later one, if it is known.
   * `anchorNote` is then the state that was signed for the backup, and the log forks from there.
   */
  restored: z.strictObject({ anchored: z.string().nullable() }).nullable(),
})

/** A model was installed or removed since. */
const Models = z.strictObject({ kind: z.literal('models'), models: z.array(InstalledModel) })

/** The answer to `names`: of this person's other workspaces, hashed; enough to tell that a text has one of them in it. */
const Names = z.strictObject({
  kind: z.literal('names'),
  key: Bytes,
  /** Null where main could not tell. */
  names: z.array(z.strictObject({ words: z.int(), hash: z.string() })).nullable(),
})

/** Lock: write the last entry, have it signed, close the file. Main ends the process soon after in any case. */
const Close = z.strictObject({ kind: z.literal('close') })

/** An extractor that main started for this process has ended. */
const ExtractorEnded = z.strictObject({ kind: z.literal('extractor-ended'), id: z.int() })

const Signed = z.strictObject({ kind: z.literal('signed'), size: z.int(), note: z.string() })
const NotSigned = z.strictObject({ kind: z.literal('not-signed'), size: z.int() })

/** The answer to `key-changed`: the register goes with the file again. */
const KeyChanged = z.strictObject({ kind: z.literal('key-changed') })

const KeyPrepared = z.strictObject({
  kind: z.literal('key-prepared'),
  keyVersion: z.int(),
  /** 32 bytes: shown once. */
  recoveryKey: Bytes,
})
const KeyNotPrepared = z.strictObject({
  kind: z.literal('key-not-prepared'),
  code: z.string(),
  message: z.string(),
})

/** Asks for the members with the keys that are pinned here. */
const ListMembers = z.strictObject({ kind: z.literal('list-members'), id: z.int() })

/** Files and folders that the person picked or dropped: the only ones that an import may read. */
const Offer = z.strictObject({ kind: z.literal('offer'), id: z.int(), paths: z.array(z.string()) })

/** A place that the person chose to save to: good for one export. */
const OfferTarget = z.strictObject({ kind: z.literal('offer-target'), id: z.int(), path: z.string() })

/**
 * Something that main does for an owner of the workspace, by the name of its method: the workspace says whether this
 * person may, and writes it down first.
 */
export const OwnerAct = z.enum([
  'workspaces.newRecoverySheet',
  'workspaces.backup',
  'workspaces.restore',
  'workspaces.destroy',
])
export type OwnerAct = z.infer<typeof OwnerAct>
const Act = z.strictObject({ kind: z.literal('act'), id: z.int(), act: OwnerAct })

/** Asks what its log says was written to elsewhere: what a destruction does not reach. */
const ListWritten = z.strictObject({ kind: z.literal('list-written'), id: z.int() })

/** The copy that a backup made of the file is there, or will not be: the file may change again. */
const ReleaseFile = z.strictObject({ kind: z.literal('release-file') })

export const ToWorkspace = z.discriminatedUnion('kind', [
  Create,
  Open,
  Models,
  Close,
  Offer,
  OfferTarget,
  Act,
  ListWritten,
  ReleaseFile,
  ExtractorEnded,
  Signed,
  NotSigned,
  KeyChanged,
  KeyPrepared,
  KeyNotPrepared,
  ListMembers,
  Names,
])
export type ToWorkspace = z.infer<typeof ToWorkspace>

/** "Sign this tree": it must be an extension of the last one that was signed, and the proof shows it. */
export const SignRequest = z.strictObject({
  kind: z.literal('sign'),
  size: z.int(),
  root: Bytes,
  previousSize: z.int(),
  consistency: z.array(Bytes),
  /** Set once, after an owner went on from a damaged log: there is no proof then, and the firm's log says so. */
  fork: z.boolean(),
})
export type SignRequest = z.infer<typeof SignRequest>

const Pinned = z.strictObject({ id: StaffId, publicKey: Bytes })

/** "Make another key, for these alone": the one member who is not among them is about to be removed. */
const PrepareKey = z.strictObject({
  kind: z.literal('prepare-key'),
  /** Of the key that the file has now. */
  keyVersion: z.int(),
  members: z.array(Pinned),
})
export type PrepareKey = z.infer<typeof PrepareKey>

const FindingMessage = z.strictObject({ kind: z.string(), seq: z.int().optional(), sentence: z.string() })

export const FromWorkspace = z.discriminatedUnion('kind', [
  Ready,
  z.strictObject({ kind: z.literal('created') }),
  z.strictObject({ kind: z.literal('opened') }),
  z.strictObject({ kind: z.literal('checking'), done: z.int(), total: z.int() }),
  z.strictObject({ kind: z.literal('found'), findings: z.array(FindingMessage) }),
  z.strictObject({ kind: z.literal('failed'), code: z.string(), message: z.string() }),
  z.strictObject({ kind: z.literal('closed') }),
  z.strictObject({ kind: z.literal('offered'), id: z.int() }),
  z.strictObject({ kind: z.literal('acted'), id: z.int() }),
  z.strictObject({ kind: z.literal('not-acted'), id: z.int(), code: z.string(), message: z.string() }),
  // where only main can start processes: an extractor for this workspace, and its end
  z.strictObject({ kind: z.literal('start-extractor'), id: z.int() }),
  z.strictObject({ kind: z.literal('end-extractor'), id: z.int() }),
  z.strictObject({ kind: z.literal('names') }),
  z.strictObject({ kind: z.literal('diagnostic'), diagnostic: WorkspaceDiagnostic }),
  SignRequest,
  PrepareKey,
  // the member was removed; main ends this process and starts another, which gives the file its new key
  z.strictObject({ kind: z.literal('key-decided') }),
  // the file has its new key, and waits for main to say that the register goes with it
  z.strictObject({ kind: z.literal('key-changed') }),
  z.strictObject({ kind: z.literal('members'), id: z.int(), members: z.array(Pinned) }),
  z.strictObject({ kind: z.literal('written'), id: z.int(), written: z.array(Written) }),
])
export type FromWorkspace = z.infer<typeof FromWorkspace>
