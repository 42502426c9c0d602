import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import Driver from 'better-sqlite3-multiple-ciphers'
import { Connection } from '../../core/database/connection.ts'

export interface Steps {
  /** From here on steps count. */
  begin(): void
  /** Ends the counting, and says how many there were. */
  end(): number
}

/**
 * Calls `before` before each durable step of this process, by its number from 0: a commit, a copy, a change of key, a
 * file that takes another's name, and, where asked, one that is deleted.
 */
export function beforeSteps(before: (step: number) => void, deletionsToo = false): Steps {
  let steps = 0
  let counting = false
  function beforeStep(): void {
    if (!counting) return
    counting = false
    before(steps)
    counting = true
    steps += 1
  }

  /** A step of Node's: everything that imports it from now on has the counted one. */
  function counted(name: 'renameSync' | 'copyFileSync' | 'rmSync'): void {
    const real = fs[name] as (...values: unknown[]) => unknown
    Object.assign(fs, {
      [name]: (...values: unknown[]) => {
        // What deletes nothing is no step.
        if (name !== 'rmSync' || fs.existsSync(String(values[0]))) beforeStep()
        return real(...values)
      },
    })
  }
  counted('renameSync')
  counted('copyFileSync')
  if (deletionsToo) counted('rmSync')
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
  return {
    begin() {
      counting = true
    },
    end() {
      counting = false
      return steps
    },
  }
}
