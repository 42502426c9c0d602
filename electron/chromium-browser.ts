import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from '../core/firm/home.ts'
import { readSettings } from '../core/firm/settings.ts'
import { chromiumArguments, waitingPage } from './chromium-arguments.ts'
import { writePreferences } from './chromium-preferences.ts'
import { inEmptyNetwork } from './empty-network.ts'

/** How long the browser may take to end by itself when its pipe is closed. */
const endingMs = 5_000

export interface BrowserOptions {
  home: Home
  /** The installed browser. */
  program: string
  /** Without a window, for tests. */
  headless?: boolean
}

export interface Browser {
  readonly child: ChildProcess
  /** Whether it has no network interface at all. */
  readonly emptyNetwork: boolean
  /** Resolves when it has ended: the person closed the window, or the pipe is gone. */
  readonly exited: Promise<void>
  /** Waits until it has ended for the pipe being closed, ends it if it does not, and removes what it kept. */
  end(): Promise<void>
}

/** Where the browser keeps what it keeps, as long as the window is open. */
export function browserFolder(home: Home): string {
  return join(home.folder, 'browser')
}

/**
 * Starts the installed browser on a private profile, with a window that waits. It reads commands from its file number 3
 * and writes messages to 4, each ended by a NUL: the debugging pipe. There is no port.
 *
 * @param pipe file numbers of its two ends, or `pipe` for two that `child.stdio` has the others of
 */
export function launchChromium(
  { home, program, headless = false }: BrowserOptions,
  [commands, messages]: readonly [number | 'pipe', number | 'pipe'],
): Browser {
  const folder = browserFolder(home)
  // What a crash left behind goes first.
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const profile = join(folder, 'profile')
  writePreferences(profile)
  const fenced = inEmptyNetwork(program, folder)
  const page = waitingPage(readSettings(home).theme)
  const child = spawn(fenced ?? program, chromiumArguments(profile, page, headless), {
    stdio: ['ignore', 'ignore', 'ignore', commands, messages],
    // Ctrl+C in a terminal reaches the whole group; the window goes when everything is locked.
    detached: process.platform !== 'win32',
  })
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  return {
    child,
    emptyNetwork: fenced !== null,
    exited,
    async end() {
      const late = setTimeout(() => child.kill('SIGKILL'), endingMs)
      await exited
      clearTimeout(late)
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
