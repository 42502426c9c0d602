import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { askWhereToSave } from '../../electron/save-dialog.ts'
import { temporaryFolder } from '../builders.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

/** A folder with programs of these names, each a script. */
function programs(name: string, scripts: Record<string, string>): string {
  const path = join(folder.path, name)
  mkdirSync(path)
  for (const [program, script] of Object.entries(scripts)) {
    writeFileSync(join(path, program), `#!/bin/sh\n${script}\n`)
    chmodSync(join(path, program), 0o755)
  }
  return path
}

const proposed = '/home/ana/Downloads/bulkhead-log-20261124T100000Z.zip'
const ask = async (PATH: string, rest: NodeJS.ProcessEnv = {}) =>
  await askWhereToSave(proposed, { PATH, DISPLAY: ':7', ...rest })

describe.skipIf(process.platform !== 'linux')('where to save, asked in the desktop’s own dialog', () => {
  test('gives the path that was chosen; the dialog knows the desktop and nothing of ours', async () => {
    const path = programs('chosen', {
      zenity: `/usr/bin/env > "$0.env"; printf '%s\\n' "$@" > "$0.args"; echo "/media/ana/A B.zip"`,
    })
    expect(await ask(path, { BULKHEAD_PASSPHRASE: 'secret', NODE_OPTIONS: '--inspect' })).toBe(
      '/media/ana/A B.zip',
    )
    const seen = readFileSync(join(path, 'zenity.env'), 'utf8')
    expect(seen).toContain('DISPLAY=:7')
    expect(seen).not.toMatch(/BULKHEAD|NODE_OPTIONS/)
    expect(readFileSync(join(path, 'zenity.args'), 'utf8')).toContain(`--filename=${proposed}`)
  })

  test('gives nothing where the person thought better of it, and asks no second time', async () => {
    const path = programs('cancelled', { zenity: 'exit 1', kdialog: 'echo /second.zip' })
    expect(await ask(path)).toBeNull()
  })

  test('asks Plasma’s first there, and the other where one cannot show a window', async () => {
    const path = programs('both', { zenity: 'exit 255', kdialog: 'echo "/of kdialog.zip"' })
    expect(await ask(path)).toBe('/of kdialog.zip')
    const plasma = programs('plasma', { zenity: 'echo /z.zip', kdialog: 'echo /k.zip' })
    expect(await ask(plasma, { XDG_CURRENT_DESKTOP: 'KDE' })).toBe('/k.zip')
  })

  test('takes the proposed place where nobody can be asked', async () => {
    expect(await ask(programs('none', {}))).toBe(proposed)
    const path = programs('no-desktop', { zenity: 'echo /z.zip' })
    expect(await askWhereToSave(proposed, { PATH: path })).toBe(proposed)
  })
})
