import { Inbox } from './inbox.ts'
import type { Port } from '../contract/port.ts'

/**
 * Two ends of a port inside one process, for a client that shares it with main: the command line. Messages arrive in a
 * turn of their own, as over any port, but are not copied: bytes that the receiver zeroes are zeroed for the sender.
 */
export function portPair(): [Port, Port] {
  const inboxes = [new Inbox(), new Inbox()] as const
  const closing: (() => void)[] = []
  let open = true
  const end = (own: Inbox, other: Inbox): Port => ({
    send(message) {
      if (open) queueMicrotask(() => other.deliver(message))
    },
    onMessage: (listener) => own.listen(listener),
    onClose: (listener) => void closing.push(listener),
    close() {
      if (!open) return
      open = false
      for (const listener of closing) listener()
    },
  })
  return [end(inboxes[0], inboxes[1]), end(inboxes[1], inboxes[0])]
}
