import { spawn } from 'node:child_process'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildPrograms } from './build-programs.ts'
import { Home } from '../core/firm/home.ts'
import { forkProcess } from '../core/process/fork.ts'
import { ensureBuiltInModel } from '../models/ensure-built-in-model.ts'
import { buildRenderer, rendererFolder } from './build-renderer.ts'
import { keepChromium } from './chromium-keeper.ts'
import { startChromiumShell } from './chromium-shell.ts'
import { findChromium } from './find-chromium.ts'
import { findElectron } from './find-electron.ts'

/** `npm start`: builds what is missing, chooses a shell, and says which and why. */
const say = (line: string) => console.log(line)

if (hasDisplay()) process.exitCode = await start()
else {
  console.error(
    'There is no display here, so no window can open. Two ways to go on: start it on a desktop (or under "xvfb-run npm start"), or use the command line: "npx bulkhead --help".',
  )
  process.exitCode = 1
}

async function start(): Promise<number> {
  await ensureBuiltInModel(say)
  await buildRenderer(say)
  await buildPrograms(say)
  const electron = findElectron(say)
  if (electron !== null) {
    say('Starting Bulkhead on Electron.')
    return await runElectron(electron)
  }
  const program = findChromium()
  if (program === null) {
    console.error(
      'Electron’s program cannot be had here, and no Chromium or Chrome is installed. Install one of them, or use the command line: "npx bulkhead --help".',
    )
    return 1
  }
  const home = new Home(resolve(process.env['BULKHEAD_HOME'] ?? join(homedir(), '.bulkhead')))
  home.make()
  const options = { home, program, files: rendererFolder }
  const shell =
    // There a pipe has no name that could be made for it beforehand.
    process.platform === 'win32'
      ? await startChromiumShell({ ...options, start: forkProcess })
      : keepChromium(options)
  const fence = shell.emptyNetwork ? ', without a network' : ''
  say(`Electron’s program cannot be had here, so Bulkhead runs in the installed Chromium${fence}.`)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void shell.close())
  await shell.closed
  return 0
}

async function runElectron(program: string): Promise<number> {
  const child = spawn(program, [fileURLToPath(new URL('../', import.meta.url))], { stdio: 'inherit' })
  const { promise, resolve: ended } = Promise.withResolvers<number>()
  child.once('error', () => ended(1))
  child.once('exit', (code) => ended(code ?? 1))
  return await promise
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true
  return Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY'])
}
