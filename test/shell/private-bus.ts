import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { createClient, type MessageBus } from 'dbus-native'

/** A D-Bus daemon of the test's own, on a local socket. */
export class PrivateBus {
  readonly address: string
  readonly #end: () => Promise<void>

  private constructor(address: string, end: () => Promise<void>) {
    this.address = address
    this.#end = end
  }

  static async start(): Promise<PrivateBus> {
    const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const exited = new Promise<void>((resolve) => daemon.once('exit', () => resolve()))
    const address = await new Promise<string>((resolve, reject) => {
      daemon.once('error', reject)
      createInterface(daemon.stdout).once('line', resolve)
    })
    return new PrivateBus(address, async () => {
      daemon.kill()
      await exited
    })
  }

  /** Somebody on this bus. */
  async join(): Promise<MessageBus> {
    const bus = createClient({ busAddress: this.address })
    // Ends with the daemon.
    bus.connection.on('error', () => undefined)
    await bus.getId()
    return bus
  }

  async end(): Promise<void> {
    await this.#end()
  }
}
