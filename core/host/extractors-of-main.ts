import type { FromWorkspace } from '../contract/binding.ts'
import type { Port } from '../contract/port.ts'
import { Inbox } from '../process/inbox.ts'
import type { ChildPort, ProcessExit } from '../process/port.ts'

interface Started {
  connect(port: Port): void
  ended(): void
}

/**
 * Extractors of a workspace process that cannot start one itself (Electron): main starts each, joins the two by a port
 * past itself, and sees neither the file nor the text.
 */
export class ExtractorsOfMain {
  readonly #control: Port
  readonly #started = new Map<number, Started>()
  #nextId = 1

  constructor(control: Port) {
    this.#control = control
  }

  /** For `Extractor`, in place of `forkProcess`. */
  readonly start = (): ChildPort => {
    const id = this.#nextId++
    const inbox = new Inbox()
    const waiting: unknown[] = []
    let port: Port | null = null
    const exit = Promise.withResolvers<ProcessExit>()
    this.#started.set(id, {
      connect(direct) {
        port = direct
        direct.onMessage((message) => inbox.deliver(message))
        for (const message of waiting.splice(0)) direct.send(message)
      },
      ended: () => exit.resolve({ code: null, signal: null }),
    })
    this.#say({ kind: 'start-extractor', id })
    return {
      pid: -1,
      exited: exit.promise,
      send(message) {
        if (port) port.send(message)
        else waiting.push(message)
      },
      onMessage: (listener) => inbox.listen(listener),
      onClose: (listener) => void exit.promise.then(listener),
      close: () => port?.close(),
      kill: () => {
        this.#say({ kind: 'end-extractor', id })
        return exit.promise
      },
    }
  }

  connect(id: number, port: Port): void {
    this.#started.get(id)?.connect(port)
  }

  ended(id: number): void {
    this.#started.get(id)?.ended()
    this.#started.delete(id)
  }

  #say(message: FromWorkspace): void {
    this.#control.send(message)
  }
}
