import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { MessagePortMain } from 'electron'
import type { UtilityProcesses } from '../../electron/ports.ts'
import type { PortDouble } from './port-double.ts'

/** How the two ends of the double tell a message from one on a port that was transferred. */
export type Frame =
  | { kind: 'message'; data: unknown }
  | { kind: 'transfer'; data: unknown; port: number }
  | { kind: 'on port'; data: unknown; port: number }

const childSide = fileURLToPath(new URL('./utility-child.ts', import.meta.url))

/**
 * A double of Electron's `utilityProcess` over a real process: the same calls and events, a `message` event that carries
 * the message itself, a port that can be transferred, `process.parentPort` in the child. It shows that the adapters use
 * the surface rightly, not that Electron does.
 */
export const utilityDouble: UtilityProcesses = {
  fork(modulePath, args, options) {
    const child = fork(modulePath, args, {
      env: options.env,
      execArgv: [...options.execArgv, `--import=${childSide}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const send = (frame: Frame) => void (child.connected && child.send(frame, () => undefined))
    const transferred: PortDouble[] = []
    child.on('message', (frame: Frame) => {
      if (frame.kind === 'on port') transferred[frame.port]?.postMessage(frame.data)
    })
    return {
      pid: child.pid,
      postMessage(message: unknown, transfer: MessagePortMain[] = []) {
        const [port] = transfer as unknown as PortDouble[]
        if (!port) {
          send({ kind: 'message', data: message })
          return
        }
        const number = transferred.push(port) - 1
        send({ kind: 'transfer', data: message, port: number })
        port.on('message', ({ data }) => send({ kind: 'on port', data, port: number }))
        port.start()
      },
      on: (_event, listener) =>
        child.on('message', (frame: Frame) => {
          if (frame.kind === 'message') listener(frame.data)
        }),
      once: (event, listener) => child.once(event, (code) => listener(code ?? 1)),
      kill: () => child.kill('SIGKILL'),
    }
  },
}
