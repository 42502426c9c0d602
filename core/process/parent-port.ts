import { Inbox } from './inbox.ts'
import type { Port } from '../contract/port.ts'

/** Electron's `process.parentPort`, as far as it is used here. */
interface UtilityParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports?: readonly TransferredPort[] }) => void): void
  postMessage(message: unknown): void
}

/** Electron's `MessagePortMain`, as far as it is used here. */
interface TransferredPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  on(event: 'close', listener: () => void): void
  postMessage(message: unknown): void
  start(): void
  close(): void
}

/** The child's end, which may be handed a port to its client. */
interface ParentPort extends Port {
  onHandOver?(listener: (port: Port) => void): void
}

/**
 * The child's end of its port to the parent, under `child_process.fork` and under Electron's `utilityProcess`.
 * A child whose parent is gone ends at once: an orphan would hold a key that nobody can lock away.
 */
export function parentPort(): ParentPort {
  const inbox = new Inbox()
  const utility = (process as NodeJS.Process & { parentPort?: UtilityParentPort }).parentPort
  if (utility) {
    const handedOver = new Inbox()
    utility.on('message', (event) => {
      const [port] = event.ports ?? []
      if (port) handedOver.deliver(port)
      else inbox.deliver(event.data)
    })
    return {
      onHandOver: (listener) => handedOver.listen((port) => listener(portOver(port as TransferredPort))),
      send: (message) => utility.postMessage(message),
      onMessage: (listener) => inbox.listen(listener),
      onClose: (listener) => void process.once('exit', listener),
      close: () => process.exit(0),
    }
  }
  process.on('message', (message) => inbox.deliver(message))
  process.once('disconnect', () => process.exit(0))
  return {
    send(message) {
      if (process.connected) process.send?.(message, undefined, {}, () => undefined)
    },
    onMessage: (listener) => inbox.listen(listener),
    onClose: (listener) => void process.once('exit', listener),
    close: () => process.disconnect(),
  }
}

function portOver(port: TransferredPort): Port {
  const inbox = new Inbox()
  port.on('message', (event) => inbox.deliver(event.data))
  return {
    send: (message) => port.postMessage(message),
    onMessage(listener) {
      inbox.listen(listener)
      port.start()
    },
    onClose: (listener) => port.on('close', listener),
    close: () => port.close(),
  }
}
