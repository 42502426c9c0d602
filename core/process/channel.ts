import { Inbox } from './inbox.ts'
import type { Port } from '../contract/port.ts'

/**
 * `control` is between main and a process it started; `client` carries the calls of the contract; `desk` those of a
 * process to main.
 */
export type ChannelName = 'control' | 'client' | 'desk'

function isFrame(message: unknown): message is { channel: ChannelName; body: unknown } {
  return typeof message === 'object' && message !== null && 'channel' in message && 'body' in message
}

/** Two channels over one port, and a way to lead the client's elsewhere. */
interface SplitPort extends Record<ChannelName, Port> {
  /** From now on `client` is this port, and main never sees what passes through it. */
  readonly leadClient: (direct: Port) => void
}

export function splitPort(port: Port): SplitPort {
  const inboxes: Record<ChannelName, Inbox> = {
    control: new Inbox(),
    client: new Inbox(),
    desk: new Inbox(),
  }
  let client: Port | null = null
  port.onMessage((message) => {
    if (isFrame(message) && message.channel in inboxes) inboxes[message.channel].deliver(message.body)
  })
  const channel = (name: ChannelName): Port => ({
    send: (body) => (name === 'client' && client ? client.send(body) : port.send({ channel: name, body })),
    onMessage: (listener) => inboxes[name].listen(listener),
    onClose: (listener) => port.onClose(listener),
    close: () => port.close(),
  })
  return {
    control: channel('control'),
    client: channel('client'),
    desk: channel('desk'),
    leadClient(direct) {
      client = direct
      direct.onMessage((message) => inboxes.client.deliver(message))
    },
  }
}
