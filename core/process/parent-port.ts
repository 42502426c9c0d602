import { Inbox } from './inbox.ts'
import { z } from 'zod'
import type { Port } from '../contract/port.ts'
import type { PortPurpose } from './port.ts'

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

const Purpose: z.ZodType<PortPurpose> = z.discriminatedUnion('for', [
  z.strictObject({ for: z.literal('client') }),
  z.strictObject({ for: z.literal('extractor'), id: z.int() }),
  z.strictObject({ for: z.literal('workspace') }),
])

/** The child's end. Under Electron it may be handed ports that lead past its parent, and main starts what it needs. */
export interface ParentPort extends Port {
  onHandOver?(listener: (purpose: PortPurpose, port: Port) => void): void
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
      if (port) handedOver.deliver({ purpose: Purpose.parse(event.data), port: portOver(port) })
      else inbox.deliver(event.data)
    })
    return {
      onHandOver: (listener) =>
        handedOver.listen((handed) => {
          const { purpose, port } = handed as { purpose: PortPurpose; port: Port }
          listener(purpose, port)
        }),
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
