import { EventEmitter } from 'node:events'
import type { MessagePortMain } from 'electron'

/** A double of Electron's `MessagePortMain`: messages wait until `start`, and arrive as events with `data`, cloned. */
export class PortDouble extends EventEmitter<{ message: [{ data: unknown }]; close: [] }> {
  #other: PortDouble | null = null
  #waiting: unknown[] | null = []

  static pair(): { port1: PortDouble; port2: PortDouble } {
    const port1 = new PortDouble()
    const port2 = new PortDouble()
    port1.#other = port2
    port2.#other = port1
    return { port1, port2 }
  }

  postMessage(message: unknown): void {
    const data: unknown = structuredClone(message)
    const other = this.#other
    queueMicrotask(() => other?.receive(data))
  }

  receive(data: unknown): void {
    if (this.#waiting) this.#waiting.push(data)
    else this.emit('message', { data })
  }

  start(): void {
    const waiting = this.#waiting ?? []
    this.#waiting = null
    for (const data of waiting) this.emit('message', { data })
  }

  close(): void {
    const other = this.#other
    this.#other = null
    if (other) other.#other = null
    other?.emit('close')
  }
}

/** A double of Electron's `MessageChannelMain`. */
export class MessageChannelDouble {
  readonly port1: MessagePortMain
  readonly port2: MessagePortMain

  constructor() {
    const { port1, port2 } = PortDouble.pair()
    this.port1 = port1
    this.port2 = port2
  }
}
