import type { z } from 'zod'
import type { Person, staffMethods } from '../contract/staff.ts'
import type { Attempts } from '../firm/attempts.ts'
import { changePassphrase } from '../firm/change-passphrase.ts'
import type { Firm } from '../firm/firm.ts'
import type { Home } from '../firm/home.ts'
import { namesAtTheDoor } from '../firm/names-at-the-door.ts'
import { requireStrong } from '../firm/passphrase-strength.ts'
import { membershipsOf, removeStaff, restoreStaff, suspendStaff } from '../firm/staff-access.ts'
import type { CallContext, HandlersOf } from '../process/serve-contract.ts'

interface Accounts {
  home: Home
  attempts: Attempts
  firm: () => Firm | null
  /** @throws BulkheadError `locked` where nobody is */
  signedIn: () => Firm
}

/** What main does about the accounts of the firm. */
export function staffHandlers({
  home,
  attempts,
  firm,
  signedIn,
}: Accounts): HandlersOf<typeof staffMethods, CallContext> {
  return {
    'staff.list': () => {
      const mine = signedIn()
      return {
        staff: mine.listStaff().map((one) => ({ ...one, memberships: membershipsOf(mine, one.id) })),
      }
    },
    'staff.door': () => ({ names: firm() ? null : namesAtTheDoor(home) }),
    'staff.add': async (input) => {
      await requireStrong(input.passphrase, [input.name])
      return personOf(await signedIn().addStaff(input))
    },
    'staff.suspend': ({ staff }) => {
      suspendStaff(signedIn(), staff)
      return {}
    },
    'staff.restore': ({ staff }) => {
      restoreStaff(signedIn(), staff)
      return {}
    },
    'staff.remove': ({ staff }) => {
      removeStaff(signedIn(), staff)
      return {}
    },
    'staff.changePassphrase': async ({ old, next }) => {
      const mine = signedIn()
      await requireStrong(next, [mine.staff.name])
      await changePassphrase(mine, { old, next }, attempts)
      return {}
    },
  }
}

/** A person as they are shown. */
export function personOf({ id, name, role }: z.infer<typeof Person>): z.infer<typeof Person> {
  return { id, name, role }
}
