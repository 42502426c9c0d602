import { fork } from 'node:child_process'
import type { UtilityProcesses } from '../../electron/ports.ts'

/**
 * A double of Electron's `utilityProcess` over a real process: the same calls and events, a `message` event that carries
 * the message itself, `exit` with a code. It shows that the adapter uses the surface rightly, not that Electron does.
 */
export const utilityDouble: UtilityProcesses = {
  fork(modulePath, args, options) {
    const child = fork(modulePath, [...args], {
      env: options.env,
      execArgv: options.execArgv,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    return {
      pid: child.pid,
      postMessage: (message) => void (child.connected && child.send(message as object, () => undefined)),
      on: (event, listener) => child.on(event, listener),
      once: (event, listener) => child.once(event, (code) => listener(code ?? 1)),
      kill: () => child.kill('SIGKILL'),
    }
  },
}
