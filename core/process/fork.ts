import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from './environment.ts'
import { Inbox } from './inbox.ts'
import type { ChildPort, ProcessExit, StartOptions } from './port.ts'

interface ForkOptions extends StartOptions {
  /** For a process that may know what this one does. */
  environment?: NodeJS.ProcessEnv
  /** Open files of this process that the child gets, as its file numbers from 4 on. */
  files?: readonly number[]
}

/**
 * Starts a module as a Node process of its own: command line, fallback shell and tests. Nothing secret is in its
 * arguments or environment, and the debugger's signal is off (N1).
 */
export function forkProcess(entry: URL, options: ForkOptions = {}): ChildPort {
  const child = fork(fileURLToPath(entry), [], {
    serialization: 'advanced',
    env: options.environment ?? childEnvironment(),
    execArgv: ['--disable-sigusr1', ...(options.nodeOptions ?? [])],
    stdio: ['ignore', 'ignore', options.quiet ? 'ignore' : 'inherit', 'ipc', ...(options.files ?? [])],
    // Ctrl+C in a terminal reaches the whole group; the parent decides when a child ends.
    detached: process.platform !== 'win32',
  })
  const inbox = new Inbox()
  child.on('message', (message) => inbox.deliver(message))
  const exited = new Promise<ProcessExit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
    child.once('error', () => resolve({ code: null, signal: null }))
  })
  return {
    pid: child.pid ?? -1,
    exited,
    send(message) {
      // A child that is gone is reported by `exited`; a message to it has nowhere to go.
      if (child.connected) child.send(message as object, () => undefined)
    },
    onMessage: (listener) => inbox.listen(listener),
    onClose: (listener) => void exited.then(listener),
    close() {
      if (child.connected) child.disconnect()
    },
    kill() {
      child.kill('SIGKILL')
      return exited
    },
  }
}
