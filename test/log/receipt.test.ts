import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeQR } from 'qr/decode.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCheckpoint, signCheckpoint } from '../../core/audit/checkpoint.ts'
import { keyFingerprint } from '../../core/audit/key-fingerprint.ts'
import { Log } from '../../core/audit/log.ts'
import { judgeReceipt, noteInReceipt, receiptText } from '../../core/audit/receipt.ts'
import type { OutputOf } from '../../core/contract/method.ts'
import type { WorkspaceContract } from '../../core/contract/workspace.ts'
import type { Firm } from '../../core/firm/firm.ts'
import type { Home } from '../../core/firm/home.ts'
import { qrPath } from '../../core/host/qr-path.ts'
import { newId, WorkspaceId } from '../../core/ids.ts'
import { newSigningSeed, signerFrom } from '../../core/keys/signing.ts'
import { temporaryFolder } from '../builders.ts'
import { bulkhead, refusedAs, refusedWith, succeeded } from '../faults/command-line.ts'
import { addWorkspace, open, signedIn, smallFirm } from '../faults/small-firm.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { type BusyWorkspace, busyWorkspace } from './busy-workspace.ts'
import { operate } from './surgery.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

describe('a receipt', () => {
  const signer = signerFrom(newSigningSeed())
  const checkpoint = { logId: newId(WorkspaceId), size: 1_204, root: new Uint8Array(32).fill(7), timeMs: 9 }
  const note = signCheckpoint(checkpoint, signer)
  const text = receiptText(note, checkpoint, signer.publicKey)

  test('says in words what is signed, and holds the note', () => {
    for (const part of [
      checkpoint.logId,
      '1204',
      '07'.repeat(32),
      '1970-01-01T00:00:00.009Z',
      keyFingerprint(signer.publicKey),
    ])
      expect(text).toContain(part)
    expect(text.endsWith(`\n\n${note}`)).toBe(true)
  })

  test.each([
    ['as it was saved', text],
    ['the note alone, as scanned', note],
    ['with another system’s line ends', text.replaceAll('\n', '\r\n')],
    ['indented, and with a signature under it', `Dear Ana,\n\n  ${text.replaceAll('\n', '\n  ')}\n--\nOlive`],
    ['without its last line end', text.trimEnd()],
  ])('is read %s', (_name, form) => {
    expect(noteInReceipt(form)).toBe(note)
  })

  test.each([
    ['nothing', ''],
    ['another text', 'Dear Ana, here is the receipt.'],
    ['one cut off', text.slice(0, -100).trimEnd().split('\n').slice(0, -1).join('\n')],
  ])('%s is none', async (_name, form) => {
    await expectRefusal(() => noteInReceipt(form), 'bad-input')
  })

  test('the code on it says the note again, drawn as paths', () => {
    const { modules, path } = qrPath(note)
    expect(path).toMatch(/^(M\d+ \d+h\d+v1h-\d+z)+$/)
    // Four times as large, in grey: what a camera sees.
    const scale = 4
    const side = modules * scale
    const data = new Uint8Array(side * side * 4).fill(255)
    for (const [, x = 0, y = 0, width = 0] of path.matchAll(/M(\d+) (\d+)h(\d+)/g))
      for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1)
        for (let at = Number(x) * scale; at < (Number(x) + Number(width)) * scale; at += 1)
          data.fill(0, (row * side + at) * 4, (row * side + at) * 4 + 3)
    expect(decodeQR({ width: side, height: side, data })).toBe(note)
  })
})

describe('A2: what a receipt tells of a log', () => {
  let busy: BusyWorkspace
  let note: string
  beforeAll(async () => {
    busy = await busyWorkspace(folder.path)
    note = busy.workspace.anchorNote ?? ''
  })
  afterAll(() => busy.workspace.close())

  const judge = (receipt: string) =>
    operate(busy.workspace, (connection) =>
      judgeReceipt(new Log(connection, busy.workspace.id), receipt, busy.workspace.signer.publicKey),
    )
  const stateOf = (receipt: string) => openCheckpoint(receipt, busy.workspace.signer.publicKey)

  test('intact: it contains the state, at its end or before it', () => {
    expect(judge(note)).toEqual({ verdict: 'intact', checkpoint: stateOf(note) })
    const earlier = busy.earlier.anchorNote ?? ''
    expect(judge(earlier)).toEqual({ verdict: 'intact', checkpoint: stateOf(earlier) })
  })

  test('gone: file, firm.db and key store were all put back, which nothing on this computer can tell', async () => {
    writeFileSync(busy.workspace.file, busy.earlier.bytes)
    busy.workspace.anchorNote = busy.earlier.anchorNote
    const scope = await busy.workspace.open()
    expect(scope.log.size).toBe(busy.earlier.size)
    busy.workspace.close()
    expect(judge(note)).toEqual({ verdict: 'gone', checkpoint: stateOf(note) })
    busy.restore()
  })

  test('gone: the log has as many entries, and others', () => {
    const { root, ...rest } = stateOf(note)
    const forged = signCheckpoint({ ...rest, root: root.map((byte) => byte ^ 1) }, busy.workspace.signer)
    expect(judge(forged)).toMatchObject({ verdict: 'gone' })
  })

  test('of another log, of another key, changed', () => {
    const { workspace, size } = busy
    const state = { ...stateOf(note), size }
    expect(judge(signCheckpoint({ ...state, logId: newId(WorkspaceId) }, workspace.signer))).toEqual({
      verdict: 'other-log',
    })
    for (const receipt of [
      signCheckpoint(state, signerFrom(newSigningSeed())),
      note.replace(/time \d/, 'time 9'),
      note.replace(`\n${state.size}\n`, `\n${state.size - 1}\n`),
    ])
      expect(judge(receipt)).toEqual({ verdict: 'not-signed-here' })
  })
})

describe('A2: receipts through the app and the command line', () => {
  let home: Home
  let id: WorkspaceId
  let other: WorkspaceId
  const saved: { file: string; copy: string }[] = []
  const receipt = join(folder.path, 'receipt.txt')

  beforeAll(async () => {
    home = await smallFirm(folder.path)
    const firm = await signedIn(home)
    id = (await addWorkspace(firm, 'Client')).id
    other = (await addWorkspace(firm, 'Other')).id
    await (await open(firm, id)).lock()
    firm.signOut()
    for (const file of [home.workspaceFile(id), home.firmFile(firm.id), home.keyStoreFile(firm.id)]) {
      saved.push({ file, copy: `${file}.saved` })
      copyFileSync(file, `${file}.saved`)
    }
  })

  async function inClient<T>(
    work: (firm: Firm, of: Awaited<ReturnType<typeof open>>) => Promise<T>,
  ): Promise<T> {
    const firm = await signedIn(home)
    const workspace = await open(firm, id)
    try {
      return await work(firm, workspace)
    } finally {
      await workspace.lock()
      firm.signOut()
    }
  }

  test('one is made of the state as it is, its own entry included, and what was checked is on record', async () => {
    await inClient(async (firm, { caller }) => {
      const made: OutputOf<WorkspaceContract['log.receipt']> = await caller.call('log.receipt', {})
      const { log, size, root, timeMs } = made
      expect(openCheckpoint(noteInReceipt(made.text), firm.signingKey)).toEqual({
        logId: id,
        size,
        root: Buffer.from(root, 'hex'),
        timeMs,
      })
      expect({ log, key: made.key }).toEqual({ log: id, key: keyFingerprint(firm.signingKey) })
      expect(made.qr).toEqual(qrPath(noteInReceipt(made.text)))
      const { entry } = await caller.call('log.entry', { seq: size - 1 })
      expect(entry).toMatchObject({ type: 'log.receipt-made', outcome: 'done' })

      await caller.call('members.list', {})
      const checked = await caller.call('log.checkReceipt', { text: made.text })
      expect(checked).toMatchObject({ verdict: 'intact', stated: { size, root, timeMs } })
      expect(checked.sentence).toMatch(new RegExp(`begins with the ${size} entries .* and 3 have come since`))
      const forged = noteInReceipt(made.text).replace(/time \d/, 'time 9')
      expect(await caller.call('log.checkReceipt', { text: forged })).toMatchObject({
        verdict: 'not-signed-here',
        stated: null,
      })
      await expectRefusal(
        async () => await caller.call('log.checkReceipt', { text: 'no receipt' }),
        'bad-input',
      )
      const { entries } = await caller.call('log.list', { limit: 4 })
      expect(entries.map(({ type, outcome, about }) => ({ type, outcome, about }))).toEqual([
        { type: 'log.listed', outcome: 'done', about: {} },
        {
          type: 'log.receipt-checked',
          outcome: 'failed',
          about: { size: null, verdict: 'not-signed-here' },
        },
        { type: 'log.checked', outcome: 'done', about: { size: expect.any(Number) as number } },
        { type: 'log.receipt-checked', outcome: 'done', about: { size, verdict: 'intact' } },
      ])
    })
  })

  test('saved by one command, and checked by another, which finds the workspace by it', async () => {
    expect(succeeded(await bulkhead(home.folder, ['audit', 'receipt', 'Client', receipt]))).toMatch(
      /^Saved: the state of the log with \d+ entries, signed\.\n/,
    )
    refusedWith(
      await bulkhead(home.folder, ['audit', 'receipt', 'Client', receipt]),
      /file of that name already/,
    )
    expect(succeeded(await bulkhead(home.folder, ['audit', 'check', '--receipt', receipt]))).toMatch(
      /^The log is intact: /,
    )
    const foreign = await bulkhead(home.folder, ['audit', 'check', 'Other', '--receipt', receipt])
    expect(foreign).toMatchObject({ code: 1, stdout: 'This receipt is of another log of this firm.\n' })
    refusedAs(
      await bulkhead(home.folder, ['--json', 'audit', 'check', '--receipt', join(folder.path, 'none')]),
      'not-found',
    )
    expect(await bulkhead(home.folder, ['audit', 'check'])).toMatchObject({ code: 2, stdout: '' })
    const { text } = JSON.parse(
      succeeded(await bulkhead(home.folder, ['--json', 'audit', 'receipt', other])),
    ) as { text: string }
    expect(text).toContain(other)
  })

  test('everything put back to an earlier day opens as if nothing were wrong, and the receipt says that it is', async () => {
    expect(existsSync(receipt)).toBe(true)
    for (const { file, copy } of saved) copyFileSync(copy, file)
    succeeded(await bulkhead(home.folder, ['audit', 'check', 'Client']))
    const told = await bulkhead(home.folder, ['--json', 'audit', 'check', '--receipt', receipt])
    expect(told.code).toBe(1)
    expect(JSON.parse(told.stdout)).toMatchObject({ verdict: 'gone' })
    expect(readFileSync(receipt, 'utf8')).toContain(id)
  })
})
