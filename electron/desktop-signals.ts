import { Socket } from 'node:net'
import { createClient, type Message, type MessageBus, messageType } from 'dbus-native'
import { z } from 'zod'
import type { DesktopSource } from '../core/contract/diagnostic.ts'

/** A signal of the desktop that may mean that the person has gone. */
interface Reason {
  /** Who must have sent it; the bus itself sees to that. Absent on a bus that is the person's alone. */
  sender?: string
  path?: string
  interface: string
  member: string
  means(body: readonly unknown[]): boolean
}

/** What to do about what the desktop says, and of what it will not be heard, once each. */
export interface DesktopListener {
  lock(): void
  unheard(source: DesktopSource): void
}

export interface WatchedDesktop {
  /** Resolves once all that can be heard is. */
  readonly ready: Promise<void>
  stop(): void
}

const login = 'org.freedesktop.login1'
const loginPath = '/org/freedesktop/login1'
/** As long as other programs wait for a bus. */
const answerMs = 25_000

const suspend: Reason = {
  sender: login,
  path: loginPath,
  interface: `${login}.Manager`,
  member: 'PrepareForSleep',
  means: ([starts]) => starts === true,
}

/** Somebody asked for the lock of this login, the lock is drawn, or another login has screen and keyboard now. */
const leaving = (path: string): Reason[] => [
  { sender: login, path, interface: `${login}.Session`, member: 'Lock', means: () => true },
  {
    sender: login,
    path,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'PropertiesChanged',
    means: ([, changed]) => left.safeParse(changed).success,
  },
]
const left = z.union([
  z.looseObject({ Active: z.literal(false) }),
  z.looseObject({ LockedHint: z.literal(true) }),
])

/** Each desktop's own, under the name that it gave to it. */
const screenLocks: Reason[] = ['freedesktop', 'gnome', 'cinnamon', 'mate', 'xfce'].map((desktop) => ({
  interface: `org.${desktop}.ScreenSaver`,
  member: 'ActiveChanged',
  means: ([active]) => active === true,
}))

/**
 * Hears on D-Bus when the machine suspends, the screen is locked or another user gets it (K4): Electron says this on other
 * systems, on Linux it says the first alone. Two local sockets and no other: an address that leads to a network, or to a
 * program, is not used (N1).
 */
export function watchDesktop(
  listener: DesktopListener,
  environment: NodeJS.ProcessEnv = process.env,
): WatchedDesktop {
  const {
    DBUS_SYSTEM_BUS_ADDRESS: system = 'unix:path=/var/run/dbus/system_bus_socket',
    XDG_RUNTIME_DIR: runtime = '/run/user/none',
    DBUS_SESSION_BUS_ADDRESS: session = `unix:path=${runtime}/bus`,
  } = environment
  const watched = [
    new WatchedBus(system, 'system-bus', listener, async (bus) => {
      await bus.watch(suspend)
      try {
        for (const reason of leaving(await bus.ownLogin())) await bus.watch(reason)
      } catch {
        // No login manager, or this was started outside of any login. A suspend is heard all the same.
        listener.unheard('login')
      }
    }),
    new WatchedBus(session, 'session-bus', listener, async (bus) => {
      for (const reason of screenLocks) await bus.watch(reason)
    }),
  ]
  return {
    ready: Promise.all(watched.map(async ({ ready }) => await ready)).then(() => undefined),
    stop() {
      for (const bus of watched) bus.stop()
    },
  }
}

class WatchedBus {
  readonly ready: Promise<void>
  readonly #source: DesktopSource
  readonly #listener: DesktopListener
  readonly #reasons: Reason[] = []
  #bus: MessageBus | null = null
  #isOver = false

  constructor(
    address: string,
    source: DesktopSource,
    listener: DesktopListener,
    watch: (bus: WatchedBus) => Promise<void>,
  ) {
    this.#source = source
    this.#listener = listener
    this.ready = this.#connect(address)
      .then(async () => await watch(this))
      .catch(() => this.#lose())
  }

  async watch(reason: Reason): Promise<void> {
    this.#reasons.push(reason)
    const { sender, path, interface: from, member } = reason
    const rule = Object.entries({ type: 'signal', sender, path, interface: from, member })
      .flatMap(([key, value]) => (value === undefined ? [] : [`${key}='${value}'`]))
      .join()
    await this.#call({ member: 'AddMatch', signature: 's', body: [rule] })
  }

  /** Where the login is in which this runs, or the one at whose screen its user is. */
  async ownLogin(): Promise<string> {
    const path = await this.#bus?.invoke<unknown>(
      {
        destination: login,
        path: loginPath,
        interface: `${login}.Manager`,
        member: 'GetSession',
        signature: 's',
        body: ['auto'],
      },
      { timeout: answerMs },
    )
    return z.string().parse(path)
  }

  stop(): void {
    this.#isOver = true
    this.#bus?.connection.stream.destroy()
  }

  async #connect(addresses: string): Promise<void> {
    const busAddress = addresses.split(';').find((address) => address.startsWith('unix:'))
    if (busAddress === undefined) throw new Error('The bus is not on a local socket.')
    // "direct": its own greeting would throw where nobody can catch it.
    const bus = createClient({ busAddress, authMethods: ['EXTERNAL'], direct: true })
    this.#bus = bus
    const { connection } = bus
    // The end of the connection tells of it; there may be none yet where the greeting was refused.
    connection.on('error', () => connection.stream.destroy())
    connection.on('close', () => this.#lose())
    connection.on('message', (message) => this.#hear(message))
    if (connection.stream instanceof Socket) connection.stream.unref()
    await this.#call({ member: 'Hello' })
  }

  async #call(message: Message): Promise<void> {
    await this.#bus?.invokeDbus(message, { timeout: answerMs })
  }

  #hear({ type, destination, path, interface: from, member, body = [] }: Message): void {
    // What is sent to one receiver alone passes by the rules, and with them by who may have sent it.
    if (type !== messageType.signal || destination !== undefined) return
    const isReason = this.#reasons.some(
      (one) =>
        one.interface === from &&
        one.member === member &&
        (one.path === undefined || one.path === path) &&
        one.means(body),
    )
    if (isReason) this.#listener.lock()
  }

  /** Nothing more is heard from here. A bus that ends does so with the login or the machine. */
  #lose(): void {
    if (this.#isOver) return
    const wasHeard = this.#reasons.length > 0
    this.stop()
    this.#listener.unheard(this.#source)
    if (wasHeard) this.#listener.lock()
  }
}
