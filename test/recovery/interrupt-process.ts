import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/**
 * Loaded into the command line before its program: at the first step on the disk that is named in INTERRUPT_AT, "function
 * and end of the path", a person presses Ctrl+C.
 */
const [step = '', end = ''] = (process.env['INTERRUPT_AT'] ?? '').split(' ')
let wasPressed = false

type Step = (...args: never[]) => unknown
for (const name of ['openSync', 'linkSync', 'renameSync'] as const) {
  const real = fs[name] as Step
  const watched: Step = (...args) => {
    const result = real(...args)
    const path = String(args[name === 'openSync' ? 0 : 1])
    if (!wasPressed && name === step && path.endsWith(end)) {
      wasPressed = true
      process.kill(process.pid, 'SIGINT')
    }
    return result
  }
  Object.assign(fs, { [name]: watched })
}
syncBuiltinESMExports()
