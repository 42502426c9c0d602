import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DiagnosticLine } from '../../core/contract/diagnostic.ts'
import { Entry } from '../../core/audit/entry.ts'
import { Home } from '../../core/firm/home.ts'
import { signIn } from '../../core/firm/sign-in.ts'
import { Main, type MainCaller } from '../../core/host/main.ts'
import { About } from '../../core/host/support/about.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { portPair } from '../../core/process/port-pair.ts'
import { canaryWord } from '../disk/canary.ts'
import { writeDocuments, writeUnreadablePdf } from '../disk/documents.ts'
import { type FirmHome, newFirmHome } from '../disk/firm-home.ts'
import { Needles } from '../disk/needles.ts'
import { builtInFolder } from '../embed/built-in-folder.ts'
import { bulkhead, refusedWith, succeeded } from '../faults/command-line.ts'
import { expectRefusal } from '../keys/refusal.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

/** A day of work in which much goes wrong, every word of it a canary; then the support file is made and searched. */
describe('K1: the support file after a day in which much went wrong', () => {
  const words = {
    clientName: canaryWord(),
    colleague: canaryWord(),
    sentence: canaryWord(),
    title: canaryWord(),
    question: canaryWord(),
    groupName: canaryWord(),
    wrongPassphrase: canaryWord(),
    method: canaryWord(),
    reason: canaryWord(),
    path: canaryWord(),
  }
  let firm: FirmHome
  let home: Home
  let main: Main
  let client: MainCaller
  let workspace: WorkspaceId
  let needles: Needles

  beforeAll(async () => {
    await builtInFolder()
    firm = await newFirmHome()
    home = new Home(firm.home)
    needles = new Needles({ ...words, ...firm.words })
    main = new Main(home, forkProcess)
    client = main.client()
    await theDay()
  })
  afterAll(async () => {
    await main.close()
    firm.remove()
  })

  async function theDay(): Promise<void> {
    const { passphrase } = firm
    await expectRefusal(
      async () => await client.call('firm.signIn', { staff: null, passphrase: bytes(words.wrongPassphrase) }),
      'wrong-passphrase',
    )
    await client.call('firm.signIn', { staff: null, passphrase: bytes(passphrase) })
    const colleague = await client.call('staff.add', {
      name: words.colleague,
      role: 'operator',
      passphrase: bytes(words.wrongPassphrase),
    })
    void colleague
    ;({ workspace } = await client.call('workspaces.create', {
      name: bytes(`Client ${words.clientName}`),
      colour: 0,
    }))
    await raw(`${words.method}.list`, { [words.method]: words.clientName })
    await raw('settings.set', { theme: words.clientName })
    await client.call('workspaces.open', { workspace })
    const open = main.bound(workspace)
    await open.caller.call('groups.add', { name: words.groupName, members: [] })
    writeDocuments(firm.files, words, 3)
    writeUnreadablePdf(firm.files, words)
    await open.offer([firm.files])
    await open.caller.call('documents.import', { paths: [firm.files] })
    const ask = { question: `What of ${words.question} and ${words.sentence}?` }
    await open.caller.call('ask', ask)
    const rejected = [
      async () => await open.caller.call('documents.import', { paths: [join('/', words.path)] }),
      async () => await open.caller.call('groups.add', { name: words.groupName, members: [] }),
      async () => await open.caller.call('threads.rename', { thread: words.title, title: words.title }),
      async () => await open.caller.call('ask', { question: '', documents: [words.title] } as never),
    ]
    for (const call of rejected) await expect(call()).rejects.toHaveProperty('code')
    const { exited } = open
    process.kill(open.pid, 'SIGKILL')
    await exited
    await client.call('workspaces.open', { workspace })
    await client.call('workspaces.lock', { workspace })
    const file = home.workspaceFile(workspace)
    const whole = readFileSync(file)
    truncateSync(file, whole.length - 4096)
    await expect(client.call('workspaces.open', { workspace, goOn: words.reason })).rejects.toHaveProperty(
      'code',
    )
    writeFileSync(file, whole)
  }

  /** A call past the types. */
  async function raw(method: string, input: unknown): Promise<void> {
    const [mine, theirs] = portPair()
    main.serve(mine)
    await new Promise((resolve) => {
      theirs.onMessage(resolve)
      theirs.send({ kind: 'call', id: 1, method, input })
    })
  }

  test('control: the canaries are found where they are', () => {
    for (const name of Object.keys(words) as (keyof typeof words)[]) {
      const hay = Buffer.from(`{"at":1,"text":"${words[name]}"}`)
      expect([...needles.findIn(hay)].some((hit) => hit.startsWith(name))).toBe(true)
    }
    expect(
      needles.findIn(readFileSync(join(firm.files, `letter-0-${words.title}.txt`))).size,
    ).toBeGreaterThan(0)
  })

  test('holds nothing of it, and says what happened', async () => {
    const { files, sha256 } = await client.call('support.preview', {})
    expect(files.map(({ name }) => name)).toEqual(['README.txt', 'about.json', 'diagnostics.jsonl'])
    for (const { name, text } of files) {
      expect([...needles.findIn(Buffer.from(text))], name).toEqual([])
      expect(text, name).not.toContain(firm.home)
    }
    const text = (name: string) => files.find((file) => file.name === name)?.text ?? ''
    const about = About.parse(JSON.parse(text('about.json')))
    expect(about).toMatchObject({
      home: 'whole',
      keyStore: 'passphrase',
      login: 'passphrase',
      firm: { staff: 2 },
      workspaces: [{ id: workspace, hasRecoveryFile: true, hasReserve: true }],
    })
    const lines = text('diagnostics.jsonl').trim().split('\n')
    const said = lines.map((line) => DiagnosticLine.parse(JSON.parse(line))[1])
    expect(said.slice(0, 3)).toMatchObject([
      { kind: 'started', version: about.version },
      { kind: 'call-failed', workspace: null, method: 'firm.signIn', code: 'wrong-passphrase' },
      { kind: 'signed-in' },
    ])
    expect(said).toEqual(
      expect.arrayContaining(
        [
          { kind: 'call-failed', workspace: null, method: 'settings.set', code: 'bad-input' },
          { kind: 'workspace-opened', workspace },
          { kind: 'document-set-aside', workspace, reason: 'damaged-file' },
          { kind: 'call-failed', workspace, method: 'documents.import', code: 'bad-input' },
          { kind: 'call-failed', workspace, method: 'groups.add', code: 'already-exists' },
          { kind: 'call-failed', workspace, method: 'ask', code: 'bad-input' },
          { kind: 'process-ended', workspace, signal: 'SIGKILL' },
          { kind: 'workspace-locked', workspace },
          { kind: 'workspace-not-opened', workspace },
        ].map((one): unknown => expect.objectContaining(one)),
      ),
    )

    const target = join(firm.files, 'support.zip')
    await expectRefusal(async () => await client.call('support.save', { sha256, target }), 'bad-input')
    main.offerTarget(target)
    const saved = await client.call('support.save', { sha256, target })
    const zip = readFileSync(target)
    expect(saved).toEqual({ path: target, bytes: zip.length })
    expect([...needles.findIn(zip)]).toEqual([])
    // Stored as it was shown.
    for (const file of files) expect(zip.includes(`${file.name}${file.text}`)).toBe(true)
    const other = join(firm.files, 'other.zip')
    main.offerTarget(other)
    await expectRefusal(
      async () => await client.call('support.save', { sha256: 'ab', target: other }),
      'bad-input',
    )
    expect(existsSync(other)).toBe(false)
    main.offerTarget(target)
    await expectRefusal(async () => await client.call('support.save', { sha256, target }), 'already-exists')
  })

  test('that it was saved is in the firm’s log where somebody was signed in', async () => {
    await client.call('firm.signOut', {})
    const again = await signIn(home, { staff: firmStaff(), passphrase: bytes(firm.passphrase) })
    const types = again.parts.log.log.leaves(0, 1_000).map(({ leaf }) => Entry.parse(JSON.parse(leaf)).type)
    again.signOut()
    expect(types.filter((type) => type === 'support.saved')).toHaveLength(1)
  })

  test('the diagnostic log in the home holds nothing of it either', () => {
    const text = readFileSync(join(home.folder, 'diagnostics.jsonl'))
    expect(text.length).toBeGreaterThan(1_000)
    expect([...needles.findIn(text)]).toEqual([])
  })

  test('what somebody wrote into the log by hand does not come along', async () => {
    const file = join(home.folder, 'diagnostics.jsonl')
    writeFileSync(file, `${readFileSync(file, 'utf8')}[1,{"kind":"note","text":"${words.clientName}"}]\n`)
    writeFileSync(join(home.folder, 'settings.json'), `{"theme":"${words.clientName}"}`)
    writeFileSync(join(home.folder, 'workspaces', `${words.clientName}.bulkhead`), words.clientName)
    const { files } = await client.call('support.preview', {})
    for (const { text } of files) expect([...needles.findIn(Buffer.from(text))]).toEqual([])
  })

  function firmStaff(): string {
    return `Priya ${firm.words.staffName}`
  }
})

describe('bulkhead support', () => {
  let firm: FirmHome
  beforeAll(async () => {
    firm = await newFirmHome()
  })
  afterAll(() => firm.remove())

  test('shows what it would hold, and saves that, without anybody signing in', async () => {
    const shown = succeeded(await bulkhead(firm.home, ['support'], { passphrase: null }))
    for (const part of ['== README.txt', '== about.json', '== diagnostics.jsonl', '"keyStore": "passphrase"'])
      expect(shown).toContain(part)
    const target = join(firm.files, 'support.zip')
    const saved = await bulkhead(firm.home, ['support', target], { passphrase: null })
    expect(succeeded(saved)).toMatch(/^Saved README\.txt, about\.json, diagnostics\.jsonl; \d+ bytes\./)
    expect(readFileSync(target).subarray(0, 4)).toEqual(Buffer.from('PK\x03\x04'))
    refusedWith(await bulkhead(firm.home, ['support', target], { passphrase: null }), /a file of that name/)
  })

  test('works where the home is damaged, and where there is none', async () => {
    const home = (said: string) => (JSON.parse(said) as { files: { text: string }[] }).files[1]?.text ?? ''
    writeFileSync(join(firm.home, 'home.json'), 'damaged')
    const damaged = succeeded(await bulkhead(firm.home, ['--json', 'support'], { passphrase: null }))
    expect(JSON.parse(home(damaged))).toMatchObject({ home: 'not-readable', keyStore: null })
    rmSync(join(firm.home, 'home.json'))
    const none = succeeded(await bulkhead(firm.home, ['--json', 'support'], { passphrase: null }))
    expect(JSON.parse(home(none))).toMatchObject({ home: 'none' })
    const nowhere = join(firm.files, 'no', 'home')
    const empty = succeeded(await bulkhead(nowhere, ['--json', 'support'], { passphrase: null }))
    expect(JSON.parse(home(empty))).toMatchObject({ home: 'none', workspaces: [] })
  })
})
