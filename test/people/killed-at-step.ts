import fs, { writeSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import Driver from 'better-sqlite3-multiple-ciphers'
import { Connection } from '../../core/database/connection.ts'
import { Home } from '../../core/firm/home.ts'
import { StaffId, WorkspaceId } from '../../core/ids.ts'

/**
 * Removes a member, or changes Ana's passphrase where none is named, and kills itself before the durable step of the given number, from 0: a commit, a copy, a change of
 * key, a file that takes another's name. Prints how many there were where it got to the end.
 */
const [folder = '', workspace = '', member = '', dieBefore = ''] = process.argv.slice(2)
let step = -1
let counting = false

function beforeStep(): void {
  if (!counting) return
  step += 1
  if (step === Number(dieBefore)) process.kill(process.pid, 'SIGKILL')
}

/** A step of Node's: everything that imports it from now on has the counted one. */
function counted(name: 'renameSync' | 'copyFileSync'): void {
  const real = fs[name] as (...values: unknown[]) => unknown
  Object.assign(fs, {
    [name]: (...values: unknown[]) => {
      beforeStep()
      return real(...values)
    },
  })
}
counted('renameSync')
counted('copyFileSync')
syncBuiltinESMExports()

// oxlint-disable-next-line unbound-method -- called with the connection that it is of
const transaction = Connection.prototype.transaction
Connection.prototype.transaction = function <T>(this: Connection, work: () => T): T {
  let result: T | undefined
  transaction.call(this, () => {
    result = work()
    // Everything is written, and not yet committed.
    beforeStep()
  })
  return result as T
}
const rekey = Reflect.get(Driver.prototype, 'rekey') as (this: Driver, key: Buffer) => number
Object.assign(Driver.prototype, {
  rekey(this: Driver, key: Buffer) {
    beforeStep()
    return rekey.call(this, key)
  },
})

const { ana, passphraseOf, signedIn } = await import('./firm-of-two.ts')
const { Attempts } = await import('../../core/firm/attempts.ts')
const { changePassphrase } = await import('../../core/firm/change-passphrase.ts')
const { removeHere } = await import('./removal.ts')
const firm = await signedIn(new Home(folder), ana)
if (member)
  await removeHere(firm, WorkspaceId.parse(workspace), StaffId.parse(member), () => {
    counting = true
  })
else {
  counting = true
  await changePassphrase(
    firm,
    { old: passphraseOf(ana), next: passphraseOf('Ana, newly chosen') },
    new Attempts(firm.parts.home),
  )
}
counting = false
firm.signOut()
writeSync(1, String(step + 1))
