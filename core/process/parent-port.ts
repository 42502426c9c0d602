import { Inbox } from './inbox.ts'
import type { Port } from '../contract/port.ts'

/** Electron's `process.parentPort`, as far as it is used here. */
interface UtilityParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  postMessage(message: unknown): void
}

/**
 * The child's end of its port to the parent, under `child_process.fork` and under Electron's `utilityProcess`.
 * A child whose parent is gone ends at once: an orphan would hold a key that nobody can lock away.
 */
export function parentPort(): Port {
  const inbox = new Inbox()
  const utility = (process as NodeJS.Process & { parentPort?: UtilityParentPort }).parentPort
  if (utility) {
    utility.on('message', (event) => inbox.deliver(event.data))
    return {
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
