import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromiumProgram } from '../e2e/app.ts'
import { canaryWord } from './canary.ts'
import { childrenOf, isRunning } from './children.ts'
import { writeDocuments } from './documents.ts'
import { type FirmHome, newFirmHome } from './firm-home.ts'
import { Needles } from './needles.ts'
import { searchMemory } from './search-memory.ts'
import { secretsOf } from './secrets.ts'
import { StartedMain } from './started-main.ts'
import { StartedShell } from './started-shell.ts'

describe.skipIf(process.platform !== 'linux' || chromiumProgram === null)('K4: the Chromium shell', () => {
  let firm: FirmHome
  let shell: StartedShell
  const words = { clientName: canaryWord(), sentence: canaryWord(), title: canaryWord() }
  const question = canaryWord()
  let workspace: string

  beforeAll(async () => {
    firm = await newFirmHome()
    const main = new StartedMain(firm.temporary)
    await main.signIn(firm.home, firm.passphrase)
    const folder = join(firm.files, 'client')
    writeDocuments(folder, words, 3)
    ;({ workspace } = await main.create(`Client ${words.clientName}`))
    await main.tell({ order: 'open', workspace })
    await main.tell({ order: 'import', workspace, paths: [folder], follow: false })
    await main.tell({ order: 'lock', workspace })
    await main.tell({ order: 'sign-out' })
    await main.kill()
  })
  afterAll(() => firm.remove())

  test('after lock no process of ours holds a key, the passphrase, a name, a question or a sentence; the same search finds them before', async () => {
    const { workspaces, ...keys } = await secretsOf(firm.home, firm.passphrase)
    const { key, share } = workspaces.get(workspace)!
    const { passphrase } = firm.words
    const needles = new Needles({ ...words, ...keys, question, passphrase, workspaceKey: key, share })
    const found = (pid: number) => searchMemory(needles, pid)
    shell = new StartedShell(firm.temporary, firm.home)
    await shell.shown()
    await shell.signIn(firm.passphrase)
    await shell.ask(workspace, question)

    const { main, workspaces: open, others } = ours(shell)
    const inMain = found(main)
    for (const name of ['accountKey', 'deviceSecret', 'firmKey', 'signingSeed'])
      expect(inMain, name).toContain(`${name} (plain)`)
    for (const name of ['passphrase', 'clientName', 'sentence', 'question'])
      expect(inMain.join(), name).toContain(`${name} (`)
    expect(inMain.join()).not.toContain('workspaceKey')
    expect(open).toHaveLength(1)
    for (const name of ['workspaceKey', 'sentence', 'question', 'title'])
      expect(found(open[0]!), name).toContain(`${name} (plain)`)
    // The keeper, and the main that waits for its turn.
    expect(others).toHaveLength(2)

    const before = await windowOf(shell)
    await shell.lock()
    for (const pid of [main, ...open]) expect(isRunning(pid)).toBe(false)
    const after = ours(shell)
    expect(after.workspaces).toEqual([])
    for (const pid of [after.main, ...after.others]) expect(found(pid)).toEqual([])
    expect(await windowOf(shell)).toEqual(before)

    // And the next one goes on from there.
    await shell.signIn(firm.passphrase)
    await shell.ask(workspace, question)
    const { workspaces: last } = ours(shell)
    expect(await shell.close()).toBe(0)
    for (const pid of last) expect(isRunning(pid)).toBe(false)
    expect(existsSync(join(firm.home, 'browser'))).toBe(false)
  }, 300_000)
})

/** The processes of the shell that run our program, by what they are; the browser is none of them. */
function ours(shell: StartedShell): { main: number; workspaces: number[]; others: number[] } {
  const named = (pid: number, name: RegExp) => name.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
  const children = childrenOf(shell.pid).filter((pid) => isRunning(pid) && named(pid, /\.[jt]s\0/))
  const workspaces = children.filter((pid) => named(pid, /workspace-process\.[jt]s\0/))
  const main = shell.mainPid
  const others = [shell.pid, ...children].filter((pid) => pid !== main && !workspaces.includes(pid))
  return { main, workspaces, others }
}

/** Which browser it is and where its window stands. */
async function windowOf(shell: StartedShell): Promise<unknown> {
  const browser = childrenOf(shell.pid).find((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--remote-debugging-pipe'),
  )
  const bounds = await shell.inPage('[screenX, screenY, outerWidth, outerHeight, history.length > 0]')
  return { browser, bounds }
}
