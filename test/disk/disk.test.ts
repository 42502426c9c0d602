import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Home } from '../../core/firm/home.ts'
import { WorkspaceId } from '../../core/ids.ts'
import { formatRecoveryKey } from '../../core/keys/wrap/recovery-key.ts'
import { canaryWord, spellings } from './canary.ts'
import { childrenOf, isRunning } from './children.ts'
import { writeDocuments, writeUnreadablePdf } from './documents.ts'
import { type FirmHome, newFirmHome } from './firm-home.ts'
import { Needles } from './needles.ts'
import { plainCopy } from './plain-copy.ts'
import { searchDeletedFiles, searchFile, searchFolders } from './search-files.ts'
import { secretsOf } from './secrets.ts'
import { StartedMain } from './started-main.ts'

/** One firm and one workspace go through these states in order; each state is searched. */
describe.skipIf(process.platform !== 'linux')(
  'what a home and the temporary folder hold in the plain',
  () => {
    let firm: FirmHome
    let main: StartedMain
    const started: StartedMain[] = []
    let workspace: string
    let file: string
    let key: Uint8Array
    let needles: Needles
    const words = {
      clientName: canaryWord(),
      sentence: canaryWord(),
      title: canaryWord(),
      question: canaryWord(),
      groupName: canaryWord(),
      unreadable: canaryWord(),
    }
    const letters = () => join(firm.files, 'letters')
    const onDisk = () => searchFolders(needles, firm.home, firm.temporary)

    async function signIn(): Promise<void> {
      main = new StartedMain(firm.temporary)
      started.push(main)
      await main.signIn(firm.home, firm.passphrase)
    }

    async function open(): Promise<number> {
      await signIn()
      return (await main.tell<{ pid: number }>({ order: 'open', workspace })).pid
    }

    beforeAll(async () => {
      firm = await newFirmHome()
      await signIn()
      const made = await main.create(`Client ${words.clientName}`)
      workspace = made.workspace
      file = new Home(firm.home).workspaceFile(WorkspaceId.parse(workspace))
      const { workspaces, ...keys } = await secretsOf(firm.home, firm.passphrase)
      key = workspaces.get(workspace)!.key
      needles = new Needles({
        ...words,
        ...firm.words,
        ...keys,
        workspaceKey: key,
        share: workspaces.get(workspace)!.share,
        recoveryKey: made.recoveryKey,
        printedRecoveryKey: formatRecoveryKey(made.recoveryKey),
      })
      await main.tell({ order: 'open', workspace })
      writeDocuments(letters(), words, 40)
    })
    afterAll(async () => {
      for (const one of started) await one.kill()
      firm.remove()
    })

    test('K1: nothing while files are read and embedded', async () => {
      const ended = main.tell({ order: 'import', workspace, paths: [letters()], follow: false })
      const state = { running: true }
      void ended.finally(() => (state.running = false)).catch(() => undefined)
      let looks = 0
      let mostChildren = 0
      while (state.running) {
        expect(onDisk()).toEqual([])
        const children = childrenOf(main.pid)
        for (const pid of children) expect(searchDeletedFiles(needles, pid)).toEqual([])
        mostChildren = Math.max(mostChildren, children.length)
        looks += 1
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      expect(await ended).toEqual({ files: 40, ready: 40, failed: 0 })
      expect(looks).toBeGreaterThan(2)
      // The workspace process and its extractor.
      expect(mostChildren).toBe(2)
      expect(existsSync(`${file}-wal`)).toBe(true)
    })

    test('K1: nothing after a failed import, a new group, a search and a question', async () => {
      const scans = join(firm.files, 'scans')
      writeUnreadablePdf(scans, { sentence: words.unreadable, title: words.title })
      const counts = await main.tell({ order: 'import', workspace, paths: [scans], follow: false })
      expect(counts).toEqual({ files: 1, ready: 0, failed: 1 })
      await main.tell({ order: 'add-group', workspace, name: `Partners ${words.groupName}` })
      const question = `When is the retainer of ${words.question} due quarterly?`
      await main.tell({ order: 'ask', workspace, question })
      await main.tell({ order: 'search', workspace, query: words.question })
      expect(onDisk()).toEqual([])
    })

    test('K1: nothing after lock and sign-out', async () => {
      await main.tell({ order: 'lock', workspace })
      expect(onDisk()).toEqual([])
      await main.tell({ order: 'sign-out' })
      await main.kill()
      expect(onDisk()).toEqual([])
      expect(readdirSync(firm.temporary)).toEqual([])
    })

    test('the search finds its words in the same file with the cipher off, in four spellings', () => {
      const plain = join(firm.files, 'plain.db')
      plainCopy(file, key, plain)
      const written = ['clientName', 'sentence', 'title', 'question', 'groupName', 'unreadable', 'staffName']
      const found = [...searchFile(needles, plain)]
      for (const name of written) expect(found).toContain(`${name} (plain)`)

      const bytes = readFileSync(plain)
      const respelt = {
        utf16: Buffer.from(bytes.toString('latin1'), 'utf16le'),
        hex: Buffer.from(bytes.toString('hex')),
        base64: Buffer.from(bytes.toString('base64')),
      }
      for (const [spelling, content] of Object.entries(respelt)) {
        const copy = join(firm.files, `plain.${spelling}`)
        writeFileSync(copy, content)
        const labels = [...searchFile(needles, copy)].map((label) => label.replace(/\+\d/, ''))
        for (const name of written) expect(labels).toContain(`${name} (${spelling})`)
      }
    })

    test('the search finds a key in every spelling and place, and a word in the name of a file', () => {
      const planted = join(firm.files, 'planted')
      for (const [spelling, bytes] of Object.entries(spellings(key))) {
        writeFileSync(planted, Buffer.concat([Buffer.alloc(1024 * 1024 - 7, 'x'), bytes, Buffer.from('x')]))
        expect([...searchFile(needles, planted)]).toContain(`workspaceKey (${spelling})`)
      }
      for (const before of ['', 'a', 'ab'])
        expect([
          ...needles.findIn(Buffer.from(Buffer.concat([Buffer.from(before), key]).toString('base64'))),
        ]).toContain(`workspaceKey (base64+${before.length})`)
      expect(searchFolders(needles, firm.files).some((hit) => hit.endsWith('title (plain)'))).toBe(true)
    })

    test('K1, K5: nothing after the workspace process is killed in the middle of an import', async () => {
      const pid = await open()
      const more = join(firm.files, 'more')
      writeDocuments(more, words, 40, 100)
      const { ended } = await main.importUntil(workspace, more, 12)
      const helpers = childrenOf(pid)
      expect(helpers.length).toBeGreaterThan(0)
      process.kill(pid, 'SIGKILL')
      await expect(ended).rejects.toThrow('process ended')
      expect(onDisk()).toEqual([])
      await gone(...helpers)
      await main.kill()
      expect(onDisk()).toEqual([])
    })

    test('K1, K5: nothing after main is killed in the middle of an import, and no process outlives it', async () => {
      const pid = await open()
      const others = join(firm.files, 'others')
      writeDocuments(others, words, 40, 200)
      await main.importUntil(workspace, others, 12)
      const all = [pid, ...childrenOf(pid)]
      expect(all.length).toBeGreaterThan(1)
      await main.kill()
      await gone(...all)
      expect(onDisk()).toEqual([])
      expect(readdirSync(firm.temporary)).toEqual([])
      await open()
      await main.tell({ order: 'lock', workspace })
      expect(onDisk()).toEqual([])
    })
  },
)

/** An orphan may take a moment to see that its parent has gone. */
async function gone(...pids: readonly number[]): Promise<void> {
  await expect.poll(() => pids.filter(isRunning)).toEqual([])
}
