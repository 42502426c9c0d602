import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Home } from '../../core/firm/home.ts'
import { WorkspaceId } from '../../core/ids.ts'
import { canaryWord } from './canary.ts'
import { isRunning } from './children.ts'
import { writeDocuments } from './documents.ts'
import { type FirmHome, newFirmHome } from './firm-home.ts'
import { Needles } from './needles.ts'
import { plainCopy } from './plain-copy.ts'
import { searchFile } from './search-files.ts'
import { searchMemory } from './search-memory.ts'
import { secretsOf } from './secrets.ts'
import { StartedMain } from './started-main.ts'

function clientWords() {
  return { clientName: canaryWord(), sentence: canaryWord(), title: canaryWord() }
}

/** Memory can be looked into on Linux alone (/proc/PID/mem); the code that runs is the same elsewhere. */
describe.skipIf(process.platform !== 'linux')('memory, read from /proc', () => {
  let firm: FirmHome
  let clients = 0
  const started: StartedMain[] = []

  beforeAll(async () => {
    firm = await newFirmHome()
  })
  afterEach(async () => {
    for (const main of started.splice(0)) await main.kill()
  })
  afterAll(() => firm.remove())

  function startMain(): StartedMain {
    const main = new StartedMain(firm.temporary)
    started.push(main)
    return main
  }

  /** A client whose documents are imported; main hears counts of it, and nothing else. */
  async function openWith(main: StartedMain, words: ReturnType<typeof clientWords>) {
    const folder = join(firm.files, `client-${clients++}`)
    writeDocuments(folder, words, 3)
    const { workspace, recoveryKey } = await main.create(`Client ${words.clientName}`)
    const { pid } = await main.tell<{ pid: number }>({ order: 'open', workspace })
    const counts = await main.tell({ order: 'import', workspace, paths: [folder], follow: false })
    expect(counts).toEqual({ files: 3, ready: 3, failed: 0 })
    return { workspace, recoveryKey, pid }
  }

  test('K1, M4: main holds no key, share, passphrase, client name or document after lock and sign-out', async () => {
    const main = startMain()
    await main.signIn(firm.home, firm.passphrase)
    const words = clientWords()
    const { workspace, recoveryKey, pid } = await openWith(main, words)
    const { workspaces, ...keys } = await secretsOf(firm.home, firm.passphrase)
    const { key, share } = workspaces.get(workspace)!
    const { passphrase } = firm.words
    const needles = new Needles({ ...words, ...keys, passphrase, workspaceKey: key, share, recoveryKey })

    // The same search finds what is there while it is open.
    const inWorkspace = searchMemory(needles, pid)
    for (const name of ['workspaceKey', 'clientName', 'sentence', 'title'])
      expect(inWorkspace).toContain(`${name} (plain)`)
    const inMain = searchMemory(needles, main.pid)
    for (const name of ['accountKey', 'deviceSecret']) expect(inMain).toContain(`${name} (plain)`)
    for (const name of Object.keys(words)) expect(inMain).not.toContain(`${name} (plain)`)

    await main.tell({ order: 'lock', workspace })
    expect(isRunning(pid)).toBe(false)
    await main.tell({ order: 'sign-out' })
    await main.tell({ order: 'collect-garbage' })
    expect(searchMemory(needles, main.pid)).toEqual([])
  })

  test('S3, M4: of two workspaces that are open, neither process, file, result nor log has a word of the other', async () => {
    const main = startMain()
    await main.signIn(firm.home, firm.passphrase)
    const [wordsA, wordsB] = [clientWords(), clientWords()]
    const [a, b] = [await openWith(main, wordsA), await openWith(main, wordsB)]
    const { workspaces } = await secretsOf(firm.home, firm.passphrase)
    const secrets = (workspace: string) => workspaces.get(workspace)!
    const ofA = new Needles({ ...wordsA, ...secrets(a.workspace) })
    const ofB = new Needles({ ...wordsB, ...secrets(b.workspace) })

    const shown = async ({ workspace }: { workspace: string }) => {
      const hits = await main.tell({ order: 'search', workspace, query: 'retainer due quarterly' })
      const answer = await main.tell({ order: 'ask', workspace, question: 'When is the retainer due?' })
      const log = await main.tell({ order: 'log', workspace })
      return Buffer.from(JSON.stringify({ hits, answer, log }))
    }
    const [shownA, shownB] = [await shown(a), await shown(b)]
    for (const [own, other, words, needles] of [
      [shownA, shownB, wordsA, ofA],
      [shownB, shownA, wordsB, ofB],
    ] as const) {
      expect(own.includes(words.sentence)).toBe(true)
      expect([...needles.findIn(other)]).toEqual([])
    }

    expect(searchMemory(ofA, a.pid)).toContain('sentence (plain)')
    expect(searchMemory(ofB, b.pid)).toContain('sentence (plain)')
    expect(searchMemory(ofA, b.pid)).toEqual([])
    expect(searchMemory(ofB, a.pid)).toEqual([])

    for (const { workspace } of [a, b]) await main.tell({ order: 'lock', workspace })
    for (const [{ workspace }, own, other] of [
      [a, ofA, ofB],
      [b, ofB, ofA],
    ] as const) {
      const file = new Home(firm.home).workspaceFile(WorkspaceId.parse(workspace))
      const plain = join(firm.temporary, `${workspace}.plain`)
      plainCopy(file, secrets(workspace).key, plain)
      expect([...searchFile(own, plain)]).toContain('sentence (plain)')
      expect([...searchFile(other, plain)]).toEqual([])
    }
  })
})
