import type { Readable, Writable } from 'node:stream'
import type { ConnectOverCDPTransport } from 'playwright-core'

/** Larger than any number that Playwright gets to. */
const takingId = 2 ** 30

/**
 * Our end of a browser's debugging pipe: messages in JSON, each ended by a NUL. Processes can have it one after the
 * other; whoever takes it is told nothing that was meant for the one before.
 */
export class PipeTransport implements ConnectOverCDPTransport {
  onmessage?: (message: object) => void
  onclose?: (reason?: string) => void
  readonly #from: Readable
  readonly #to: Writable
  #pieces: Buffer[] = []
  #taken: PromiseWithResolvers<void> | null = Promise.withResolvers()

  private constructor(from: Readable, to: Writable) {
    this.#from = from
    this.#to = to
    from.on('data', (piece: Buffer) => this.#read(piece))
    for (const stream of [from, to]) stream.on('error', () => this.#ended()).on('close', () => this.#ended())
  }

  /**
   * Takes the pipe. Whoever had it may have been ended in the middle of a message, so a NUL goes first; then every
   * session that the browser began for them is ended, and whatever comes before the answer to that is thrown away.
   *
   * @throws Error where the browser is gone
   */
  static async take(from: Readable, to: Writable): Promise<PipeTransport> {
    const transport = new PipeTransport(from, to)
    to.write('\0')
    transport.send({
      id: takingId,
      method: 'Target.setAutoAttach',
      params: { autoAttach: false, waitForDebuggerOnStart: false, flatten: true },
    })
    await transport.#taken?.promise
    return transport
  }

  send(message: object): void {
    if (!this.#to.destroyed) this.#to.write(`${JSON.stringify(message)}\0`)
  }

  close(): void {
    this.#from.destroy()
    this.#to.destroy()
  }

  #read(piece: Buffer): void {
    let begin = 0
    for (let end = piece.indexOf(0); end >= 0; end = piece.indexOf(0, begin)) {
      this.#pieces.push(piece.subarray(begin, end))
      const text = Buffer.concat(this.#pieces).toString()
      this.#pieces = []
      begin = end + 1
      if (this.#taken) this.#skip(text)
      // Each in a turn of its own: Playwright counts on what one message causes being done before the next.
      else setImmediate(() => this.onmessage?.(JSON.parse(text) as object))
    }
    this.#pieces.push(piece.subarray(begin))
  }

  #skip(text: string): void {
    if (!text.startsWith(`{"id":${takingId},`)) return
    this.#taken?.resolve()
    this.#taken = null
  }

  #ended(): void {
    this.#taken?.reject(new Error('The browser is gone.'))
    this.onclose?.()
  }
}
