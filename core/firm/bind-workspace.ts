import { randomBytes } from 'node:crypto'
import { BulkheadError } from '../errors.ts'
import type { WorkspaceId } from '../ids.ts'
import { secretCopy } from '../keys/secret-bytes.ts'
import { hashName } from '../keys/name-hash.ts'
import { sealHandover } from '../keys/wrap/handover.ts'
import { handoverContext } from '../keys/wrap/handover-context.ts'
import { encodeWrapPayload, type WrapPayload, wipeWrapPayload } from '../keys/wrap/wrap-payload.ts'
import { anchorNote, signAnchor } from './anchor.ts'
import { ownDestructions, wasDestroyed } from './destruction/destruction.ts'
import type { Firm } from './firm.ts'
import { listWorkspaces } from './list-workspaces.ts'
import { installedModels } from './models/model-register.ts'
import {
  dropRekey,
  finishRekey,
  openNextWrap,
  ownPendingVersion,
  pendingVersion,
  prepareRekey,
  rekeyDecided,
} from './rekey.ts'
import { foldShares } from './share.ts'
import { entriesSince } from './entries-since.ts'
import { endExpiredGrants } from './grants/end-grants.ts'
import { giveGrant, ofWorkspace, refuseGrant, revokeGrant } from './grants/give-grant.ts'
import { listGrants } from './grants/grant-log.ts'
import { workspaceNumber } from './grants/workspace-number.ts'
import type { WorkspaceBinding } from './workspace-binding.ts'
import { keyVersionOf, notMember, openOwnWrap, workspacesOf } from './wraps.ts'

/**
 * What a process needs to open a workspace for the person signed in.
 *
 * @param goOn the reason for which an owner goes on from a damaged log, or null
 * @throws BulkheadError `not-member` where there is no wrap for this person
 */
export function bindWorkspace(
  firm: Firm,
  workspace: WorkspaceId,
  goOn: string | null = null,
): WorkspaceBinding {
  if (!workspacesOf(firm).includes(workspace)) throw notOpenTo(firm, workspace)
  return bindingOver(firm, workspace, { payload: () => openOwnWrap(firm, workspace), goOn, recovered: false })
}

/** Whoever it was sealed to is told that it is gone for good; to anybody else it never was. */
function notOpenTo(firm: Firm, workspace: WorkspaceId): BulkheadError {
  const wasTheirs = ownDestructions(firm).some((one) => one.workspace === workspace)
  return wasTheirs && wasDestroyed(firm, workspace)
    ? new BulkheadError(
        'not-member',
        'This client was destroyed by one of its owners. Nothing of it can be opened here any more.',
      )
    : notMember()
}

interface BindingSource {
  payload: () => Promise<WrapPayload>
  goOn: string | null
  recovered: boolean
  /** Where a backup takes the place of the file: the state that was signed for it. */
  backupNote?: string
}

/** A binding whose key comes from `payload`: the person's wrap, a new workspace, or a recovery wrap. */
export function bindingOver(firm: Firm, workspace: WorkspaceId, source: BindingSource): WorkspaceBinding {
  const { id, name, publicKey } = firm.staff
  let forksLeft = source.goOn === null && source.backupNote === undefined ? 0 : 1
  /** A key that was prepared before this opening, and is either in the file by the time it is open or never will be. */
  let settling = false
  return {
    workspace,
    file: firm.parts.home.workspaceFile(workspace),
    member: { id, name, publicKey },
    signingKey: firm.signingKey,
    async handover(recipientPublicKey) {
      const payload = await source.payload()
      const next = source.recovered ? null : await openNextWrap(firm, workspace)
      const parts = [payload, ...(next ? [next.payload] : [])].map(encodeWrapPayload)
      const plaintext = secretCopy(...parts)
      try {
        return await sealHandover({
          plaintext,
          recipientPublicKey,
          senderPrivateKey: firm.parts.privateKey,
          aad: handoverContext(workspace, id),
        })
      } finally {
        for (const part of [plaintext, ...parts]) part.fill(0)
        wipeWrapPayload(payload)
        if (next) wipeWrapPayload(next.payload)
      }
    },
    opening() {
      const nextKeyVersion = source.recovered ? null : ownPendingVersion(firm, workspace)
      settling = nextKeyVersion !== null
      const { backupNote } = source
      const anchored = source.recovered ? null : anchorNote(firm, workspace)
      return {
        nextKeyVersion,
        anchorNote: backupNote ?? anchored,
        restored: backupNote === undefined ? null : { anchored },
        goOn: source.goOn,
        recoveredBy: source.recovered ? name : null,
        models: installedModels(firm),
      }
    },
    sign(request) {
      const note = signAnchor(firm, workspace, request, forksLeft > 0)
      if (request.fork) forksLeft -= 1
      return note
    },
    keyChanged() {
      finishRekey(firm, workspace)
      settling = false
    },
    prepareKey: async ({ keyVersion, members }) => await prepareRekey(firm, workspace, keyVersion, members),
    keyDecided: () => rekeyDecided(firm, workspace),
    async otherNames() {
      const { workspaces } = await listWorkspaces(firm)
      const key = new Uint8Array(randomBytes(32))
      const names = workspaces
        .filter(({ id: one }) => one !== workspace)
        .map((one) => hashName(key, one.name))
      for (const one of workspaces) one.name.fill(0)
      return { key, names }
    },
    opened() {
      if (settling) dropRekey(firm, workspace)
      settling = false
      if (pendingVersion(firm, workspace) === null) foldShares(firm, workspace, keyVersionOf(firm, workspace))
    },
    desk: {
      'firm.since': ({ from }) => entriesSince(firm, workspace, from),
      'grants.list': () => {
        endExpiredGrants(firm)
        return { ...listGrants(firm, { workspace }), number: workspaceNumber(workspace) }
      },
      'grants.recipient': ({ grant }) => ({
        publicKey: new Uint8Array(Buffer.from(ofWorkspace(firm, workspace, grant).publicKey, 'hex')),
      }),
      'grants.give': (release) => {
        endExpiredGrants(firm)
        giveGrant(firm, workspace, release)
        return {}
      },
      'grants.refuse': ({ grant }) => {
        refuseGrant(firm, workspace, grant)
        return {}
      },
      'grants.revoke': ({ grant }) => {
        endExpiredGrants(firm)
        revokeGrant(firm, workspace, grant)
        return {}
      },
    },
    entriesFromNow: () => firm.entriesFromNow(),
    refused: (code) => firm.recordRefusedUnlock(workspace, code),
  }
}
