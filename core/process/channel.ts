import { Inbox } from './inbox.ts'
import type { Port } from '../contract/port.ts'

/** `control` is between main and a process it started; `client` carries the calls of the contract. */
export type ChannelName = 'control' | 'client'

function isFrame(message: unknown): message is { channel: ChannelName; body: unknown } {
  return typeof message === 'object' && message !== null && 'channel' in message && 'body' in message
}

/**
 * Two channels over one port. Where the shell can hand the process a second port (Electron), `client` is that port
 * instead and main never sees what passes through it.
 */
export function splitPort(
  port: Port & { onHandOver?: (listener: (direct: Port) => void) => void },
): Record<ChannelName, Port> {
  const inboxes: Record<ChannelName, Inbox> = { control: new Inbox(), client: new Inbox() }
  let client: Port | null = null
  port.onHandOver?.((direct) => {
    client = direct
    direct.onMessage((message) => inboxes.client.deliver(message))
  })
  port.onMessage((message) => {
    if (isFrame(message) && message.channel in inboxes) inboxes[message.channel].deliver(message.body)
  })
  const channel = (name: ChannelName): Port => ({
    send: (body) => (name === 'client' && client ? client.send(body) : port.send({ channel: name, body })),
    onMessage: (listener) => inboxes[name].listen(listener),
    onClose: (listener) => port.onClose(listener),
    close: () => port.close(),
  })
  return { control: channel('control'), client: channel('client') }
}
