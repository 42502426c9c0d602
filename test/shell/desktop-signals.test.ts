import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type MessageBus, messageType, Variant } from 'dbus-native'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DesktopSource } from '../../core/contract/diagnostic.ts'
import { createFirm } from '../../core/firm/create-firm.ts'
import { Home } from '../../core/firm/home.ts'
import { DiagnosticLog } from '../../core/host/diagnostics/diagnostic-log.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { startChromiumShell } from '../../electron/chromium-shell.ts'
import { watchDesktop, type WatchedDesktop } from '../../electron/desktop-signals.ts'
import { patience, temporaryFolder } from '../builders.ts'
import { leastStretch } from '../keys/least-stretch.ts'
import { chromiumProgram } from '../e2e/app.ts'
import { PrivateBus } from './private-bus.ts'

const login = 'org.freedesktop.login1'
const loginPath = '/org/freedesktop/login1'
const own = `${loginPath}/session/_32`
const others = `${loginPath}/session/c1`
const properties = 'org.freedesktop.DBus.Properties'

/** A login manager with one login of ours, which says what the real one says. */
class LoginManager {
  readonly #bus: MessageBus

  private constructor(bus: MessageBus) {
    this.#bus = bus
  }

  static async on(bus: PrivateBus): Promise<LoginManager> {
    const joined = await bus.join()
    joined.exportInterface({ GetSession: (id: string) => (id === 'auto' ? own : others) }, loginPath, {
      name: `${login}.Manager`,
      methods: { GetSession: ['s', 'o', ['id'], ['path']] },
    })
    await joined.requestName(login, 0)
    return new LoginManager(joined)
  }

  sleep(starts: boolean): void {
    this.#bus.sendSignal(loginPath, `${login}.Manager`, 'PrepareForSleep', 'b', [starts])
  }
  lock(session = own): void {
    this.#bus.sendSignal(session, `${login}.Session`, 'Lock')
  }
  unlock(): void {
    this.#bus.sendSignal(own, `${login}.Session`, 'Unlock')
  }
  changed(name: string, value: boolean, session = own): void {
    this.#bus.sendSignal(session, properties, 'PropertiesChanged', 'sa{sv}as', [
      `${login}.Session`,
      { [name]: new Variant('b', value) },
      [],
    ])
  }
}

/** What locks the screen of a desktop, and says so. */
async function screenLock(bus: PrivateBus, desktop: string): Promise<(active: boolean) => void> {
  const joined = await bus.join()
  await joined.requestName(`org.${desktop}.ScreenSaver`, 0)
  return (active) =>
    joined.sendSignal(`/org/${desktop}/ScreenSaver`, `org.${desktop}.ScreenSaver`, 'ActiveChanged', 'b', [
      active,
    ])
}

const hasBus = spawnSync('dbus-daemon', ['--version']).status === 0
const folder = temporaryFolder()
afterAll(() => folder.remove())

describe.skipIf(process.platform !== 'linux' || !hasBus)('K4: what the desktop says, over D-Bus', () => {
  let system: PrivateBus
  let session: PrivateBus
  let manager: LoginManager
  let addresses: Record<string, string>

  beforeEach(async () => {
    ;[system, session] = await Promise.all([PrivateBus.start(), PrivateBus.start()])
    manager = await LoginManager.on(system)
    addresses = { DBUS_SYSTEM_BUS_ADDRESS: system.address, DBUS_SESSION_BUS_ADDRESS: session.address }
  })
  afterEach(async () => {
    await Promise.all([system.end(), session.end()])
  })

  describe('alone', () => {
    let locks: number
    let unheard: DesktopSource[]
    let watching: WatchedDesktop

    async function watch(environment: Record<string, string>): Promise<void> {
      locks = 0
      unheard = []
      watching = watchDesktop(
        { lock: () => void (locks += 1), unheard: (source) => void unheard.push(source) },
        environment,
      )
      await watching.ready
    }
    const until = async (expected: () => void) => await vi.waitFor(expected, { timeout: 20_000, interval: 5 })
    /** What comes of it, and of one more that locks: a bus keeps the order of what one speaker says. */
    async function locksAfter(say: () => void, last: () => void): Promise<number> {
      const before = locks
      say()
      last()
      await until(() => expect(locks).toBeGreaterThan(before))
      const first = locks
      last()
      await until(() => expect(locks).toBeGreaterThan(first))
      return locks - before - 2
    }
    afterEach(() => watching.stop())

    test('a suspend, a lock of the login, a drawn lock and another user: each locks', async () => {
      await watch(addresses)
      for (const say of [
        () => manager.sleep(true),
        () => manager.lock(),
        () => manager.changed('LockedHint', true),
        () => manager.changed('Active', false),
      ]) {
        const before = locks
        say()
        await until(() => expect(locks).toBe(before + 1))
      }
      expect(unheard).toEqual([])
    })

    test('waking, unlocking, another login, and other properties lock nothing', async () => {
      await watch(addresses)
      for (const say of [
        () => manager.sleep(false),
        () => manager.unlock(),
        () => manager.lock(others),
        () => manager.changed('Active', false, others),
        () => manager.changed('Active', true),
        () => manager.changed('LockedHint', false),
        () => manager.changed('IdleHint', true),
      ])
        expect(await locksAfter(say, () => manager.sleep(true)), say.toString()).toBe(0)
    })

    test('nobody but the login manager is believed, to all or to us alone', async () => {
      await watch(addresses)
      const stranger = await system.join()
      const names = await stranger.listNames()
      stranger.sendSignal(loginPath, `${login}.Manager`, 'PrepareForSleep', 'b', [true])
      stranger.sendSignal(own, `${login}.Session`, 'Lock')
      const ours = names.filter((name) => name.startsWith(':'))
      expect(ours.length).toBeGreaterThan(2)
      for (const destination of ours)
        stranger.connection.message({
          type: messageType.signal,
          serial: 1,
          destination,
          path: own,
          interface: `${login}.Session`,
          member: 'Lock',
        })
      // Its answer comes after the daemon has passed on all of that.
      await stranger.getId()
      expect(
        await locksAfter(
          () => undefined,
          () => manager.lock(),
        ),
      ).toBe(0)
    })

    for (const desktop of ['freedesktop', 'gnome', 'cinnamon', 'mate', 'xfce'])
      test(`the screen lock of ${desktop}: locked locks, unlocked does not`, async () => {
        const say = await screenLock(session, desktop)
        await watch(addresses)
        expect(
          await locksAfter(
            () => say(false),
            () => say(true),
          ),
        ).toBe(0)
      })

    test('a bus that ends locks, and is told once', async () => {
      await watch(addresses)
      await system.end()
      await until(() => expect(unheard).toEqual(['system-bus']))
      expect(locks).toBe(1)
    })

    test('no bus, no login manager: told once each, and nothing locks or fails', async () => {
      await watch({
        DBUS_SYSTEM_BUS_ADDRESS: session.address,
        DBUS_SESSION_BUS_ADDRESS: `unix:path=${folder.path}/none`,
      })
      expect(unheard.toSorted()).toEqual(['login', 'session-bus'])
      expect(locks).toBe(0)
    })

    test('N1: a bus behind a network or a program is not asked', async () => {
      let calls = 0
      const server = createServer((socket) => {
        calls += 1
        socket.destroy()
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const { port } = server.address() as { port: number }
      await watch({
        DBUS_SYSTEM_BUS_ADDRESS: `tcp:host=127.0.0.1,port=${port}`,
        DBUS_SESSION_BUS_ADDRESS: `unixexec:path=/bin/touch,argv1=${join(folder.path, 'ran')}`,
      })
      expect(unheard.toSorted()).toEqual(['session-bus', 'system-bus'])
      expect(calls).toBe(0)
      expect(existsSync(join(folder.path, 'ran'))).toBe(false)
      await new Promise((resolve) => server.close(resolve))
    })
  })

  test.skipIf(chromiumProgram === null)(
    'each of the four locks the Chromium shell: nobody signed in, another page',
    async () => {
      const built = join(folder.path, 'built')
      mkdirSync(built)
      writeFileSync(join(built, 'index.html'), '<!doctype html><title>Bulkhead</title>')
      const home = new Home(join(folder.path, 'home'))
      home.make()
      for (const [name, address] of Object.entries(addresses)) vi.stubEnv(name, address)
      const shell = await startChromiumShell({
        home,
        program: chromiumProgram ?? '',
        files: built,
        start: forkProcess,
        headless: true,
      })
      try {
        const client = shell.main.client()
        const passphrase = () => new TextEncoder().encode('correct horse battery staple lamp')
        await createFirm(
          home,
          {
            name: 'Firm',
            staff: 'Ana',
            keyStore: 'passphrase',
            passphrase: passphrase(),
          },
          leastStretch(),
        )
        await client.call('firm.signIn', { staff: null, passphrase: passphrase() })
        await shell.desktop.ready
        const drawn = await screenLock(session, 'gnome')
        for (const say of [
          () => manager.sleep(true),
          () => manager.lock(),
          () => manager.changed('Active', false),
          () => drawn(true),
        ]) {
          const before = shell.page.url()
          say()
          await vi.waitFor(() => expect(shell.page.url()).not.toBe(before), patience)
          await vi.waitFor(() => expect(shell.main.who).toBe('nobody'), patience)
        }
        const unheard = () =>
          new DiagnosticLog(home.folder).read().flatMap(([, said]) => ('source' in said ? [said.source] : []))
        expect(unheard()).toEqual([])
        await system.end()
        await vi.waitFor(() => expect(unheard()).toEqual(['system-bus']), patience)
      } finally {
        vi.unstubAllEnvs()
        await shell.close()
      }
    },
    120_000,
  )
})
