import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { join } from 'node:path'
import { chromiumProgram } from '../e2e/app.ts'
import { canaryWord } from './canary.ts'
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
  afterAll(async () => {
    await shell.close()
    firm.remove()
  })

  test('after lock its main holds no key of the account, the computer, the firm or the client; the same search finds them before', async () => {
    const { workspaces, ...keys } = await secretsOf(firm.home, firm.passphrase)
    const { key, share } = workspaces.get(workspace)!
    const needles = new Needles({
      ...words,
      ...keys,
      question,
      passphrase: firm.words.passphrase,
      workspaceKey: key,
      share,
    })
    shell = new StartedShell(firm.temporary)
    await shell.start(firm.home)
    await shell.signIn(firm.passphrase)
    await shell.ask(workspace, question)
    const open = searchMemory(needles, shell.pid)
    for (const name of ['accountKey', 'deviceSecret', 'firmKey', 'signingSeed', 'sentence', 'question'])
      expect(
        open.some((found) => found.startsWith(name)),
        name,
      ).toBe(true)
    expect(open.filter((found) => found.startsWith('workspaceKey'))).toEqual([])
    await shell.lock()
    // Text that passed through on its way between page and process may still lie in what the C library has been given
    // back: this shell relays it (SECURITY.md). Keys do not.
    const kept = Object.keys({ ...keys, workspaceKey: key, share })
    const left = searchMemory(needles, shell.pid)
    expect(left.filter((found) => kept.some((name) => found.startsWith(`${name} (`)))).toEqual([])
  })
})
