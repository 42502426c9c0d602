import type { Open, PrepareKey, SignRequest } from '../contract/binding.ts'
import type { HashedNames } from '../keys/name-hash.ts'
import type { DeskContract } from '../contract/desk.ts'
import type { OutputOf, ParsedInputOf } from '../contract/method.ts'
import type { StaffId, WorkspaceId } from '../ids.ts'
import type { z } from 'zod'

type Desk = {
  readonly [Method in keyof DeskContract]: (
    input: ParsedInputOf<DeskContract[Method]>,
  ) => OutputOf<DeskContract[Method]>
}

/**
 * What main lends to one workspace process: which file it is, who opens it, and a hand for the things that only main
 * can do. The process knows no other workspace, and what it asks for is always about its own.
 */
export interface WorkspaceBinding {
  readonly workspace: WorkspaceId
  readonly file: string
  readonly member: { id: StaffId; name: string; publicKey: Uint8Array }
  readonly signingKey: Uint8Array
  /** HPKE ciphertext of key, name and colour for that process, sealed by the member's own key. */
  handover(recipientPublicKey: Uint8Array): Promise<Uint8Array>
  /** Everything else that the process needs in order to open the file. */
  opening(): Pick<
    z.infer<typeof Open>,
    'anchorNote' | 'goOn' | 'recoveredBy' | 'nextKeyVersion' | 'models' | 'restored'
  >
  /** Signs the state of the log and anchors it. @throws BulkheadError `log-damaged` if it does not extend the last one */
  sign(request: SignRequest): string
  /** The file has the key that was prepared. */
  keyChanged(): void
  /** Makes the key that the file gets when a member is removed, sealed to those who stay. The caller zeroes it. */
  prepareKey(request: PrepareKey): Promise<{ keyVersion: number; recoveryKey: Uint8Array }>
  /** The member was removed: the file gets the key that was prepared before it is opened again. */
  keyDecided(): void
  /** The names of this person's other workspaces, hashed under a key of their own. */
  otherNames(): Promise<HashedNames>
  /** The process has opened the file. */
  opened(): void
  /** What the process may ask of main, about its own workspace. */
  readonly desk: Desk
  /** A look at what the firm's log has gained since now, by type. */
  entriesFromNow(): (entryType: string) => boolean
  /** The file did not open. */
  refused(code: string): void
}
