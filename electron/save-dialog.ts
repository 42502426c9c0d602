import { spawn } from 'node:child_process'
import { childEnvironment } from '../core/process/environment.ts'

/** How to get at the desktop, beside what every child may know. */
const desktop = [
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'XDG_RUNTIME_DIR',
  'XDG_CURRENT_DESKTOP',
  'DBUS_SESSION_BUS_ADDRESS',
] as const

interface Dialog {
  program: string
  arguments: (proposed: string) => string[]
}

const kdialog: Dialog = {
  program: 'kdialog',
  arguments: (proposed) => ['--title', 'Bulkhead', '--getsavefilename', proposed],
}
const zenity: Dialog = {
  program: 'zenity',
  arguments: (proposed) => [
    '--file-selection',
    '--save',
    '--confirm-overwrite',
    '--title=Bulkhead',
    `--filename=${proposed}`,
  ],
}

/**
 * Asks where to save in the desktop's own dialog, outside of the page, as Electron does by itself. Where there is no
 * such program, or no desktop, nobody is asked: the file goes to the proposed place, and the page says where that is.
 *
 * @returns null where the person thought better of it
 */
export async function askWhereToSave(
  proposed: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string | null> {
  const isDesktop = Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY'])
  if (process.platform !== 'linux' || !isDesktop) return proposed
  const isPlasma = environment['XDG_CURRENT_DESKTOP']?.includes('KDE') === true
  for (const dialog of isPlasma ? [kdialog, zenity] : [zenity, kdialog]) {
    const answer = await ask(dialog, proposed, environment)
    if (answer !== 'not-there') return answer.path
  }
  return proposed
}

async function ask(
  dialog: Dialog,
  proposed: string,
  environment: NodeJS.ProcessEnv,
): Promise<{ path: string | null } | 'not-there'> {
  const env = childEnvironment(environment)
  for (const name of desktop) {
    const value = environment[name]
    if (value !== undefined) env[name] = value
  }
  const child = spawn(dialog.program, dialog.arguments(proposed), {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const pieces: Buffer[] = []
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece))
  return await new Promise((resolve) => {
    child.on('error', () => resolve('not-there'))
    child.on('close', (code) => {
      const path = Buffer.concat(pieces).toString('utf8').replace(/\n$/, '')
      if (code === 0 && path !== '') resolve({ path })
      // Both say 1 for "Cancel", and something else where they cannot show a window.
      else resolve(code === 1 ? { path: null } : 'not-there')
    })
  })
}
