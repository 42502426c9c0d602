import { fileURLToPath } from 'node:url'
import type { MessagePortMain } from 'electron'
import { childEnvironment } from '../core/process/environment.ts'
import { Inbox } from '../core/process/inbox.ts'
import type { ProcessExit, StartProcess } from '../core/process/port.ts'

/** The part of Electron's `UtilityProcess` that is used here. */
interface UtilityChild {
  readonly pid: number | undefined
  postMessage(message: unknown, transfer?: MessagePortMain[]): void
  on(event: 'message', listener: (message: unknown) => void): unknown
  once(event: 'exit', listener: (code: number) => void): unknown
  kill(): boolean
}

/** The part of Electron's `utilityProcess` that is used here. */
export interface UtilityProcesses {
  fork(
    modulePath: string,
    args: string[],
    options: { env: Record<string, string>; execArgv: string[]; stdio: 'ignore'; serviceName: string },
  ): UtilityChild
}

/**
 * Starts our processes as Electron utility processes: the same modules, messages and environment as
 * `child_process.fork` (`core/process/fork.ts`) in the other shell.
 */
export function utilityProcessStarter(
  utilityProcess: UtilityProcesses,
  MessageChannel: new () => { port1: MessagePortMain; port2: MessagePortMain },
): StartProcess {
  return (entry, options = {}) => {
    const child = utilityProcess.fork(fileURLToPath(entry), [], {
      env: childEnvironment(),
      execArgv: ['--disable-sigusr1', ...(options.nodeOptions ?? [])],
      stdio: 'ignore',
      // Task managers show it; it says nothing of a client.
      serviceName: 'Bulkhead workspace',
    })
    const inbox = new Inbox()
    child.on('message', (message) => inbox.deliver(message))
    const exited = new Promise<ProcessExit>((resolve) => {
      child.once('exit', (code) => resolve({ code, signal: null }))
    })
    return {
      pid: child.pid ?? -1,
      exited,
      send: (message) => child.postMessage(message),
      onMessage: (listener) => inbox.listen(listener),
      onClose: (listener) => void exited.then(listener),
      close: () => void child.kill(),
      handOver: (purpose, port) => child.postMessage(purpose, [port as MessagePortMain]),
      link(purpose, other, othersPurpose) {
        const { port1, port2 } = new MessageChannel()
        child.postMessage(purpose, [port1])
        other.handOver?.(othersPurpose, port2)
      },
      kill() {
        child.kill()
        return exited
      },
    }
  }
}
