import { keyFingerprint } from '../audit/key-fingerprint.ts'
import type { grantMethods } from '../contract/grants.ts'
import type { Firm } from '../firm/firm.ts'
import { askGrant, withdrawGrant } from '../firm/grants/ask-grant.ts'
import { endExpiredGrants } from '../firm/grants/end-grants.ts'
import { listGrants } from '../firm/grants/grant-log.ts'
import { lookAtGrant, readGrant } from '../firm/grants/look-grant.ts'
import type { CallContext, HandlersOf } from '../process/serve-contract.ts'

/** What an operator does about grants: asks, withdraws, looks. */
export function operatorGrantHandlers(signedIn: () => Firm): HandlersOf<typeof grantMethods, CallContext> {
  return {
    'grants.ask': (input) => ({ grant: askGrant(signedIn(), input) }),
    'grants.mine': () => {
      const firm = signedIn()
      endExpiredGrants(firm)
      return listGrants(firm, { operator: firm.staff.id })
    },
    'grants.withdraw': ({ grant }) => {
      withdrawGrant(signedIn(), grant)
      return {}
    },
    'grants.look': async ({ grant, level }) => ({
      ...(await lookAtGrant(signedIn(), grant, level)),
      fingerprint: keyFingerprint(signedIn().signingKey),
    }),
    'grants.read': ({ grant, ...piece }) => ({ bytes: readGrant(signedIn(), grant, piece) }),
  }
}
