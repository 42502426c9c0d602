import { fork } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newId, StaffId, WorkspaceId } from '../../core/ids.ts'
import type { KeyStoreFile } from '../../core/keys/store/key-store-file.ts'
import { workspaceItem } from '../../core/keys/store/key-store.ts'
import {
  createPassphraseStore,
  openPassphraseStore,
  passphraseStoreParams,
  type PassphraseStore,
} from '../../core/keys/store/passphrase-store.ts'
import { randomSecret } from '../../core/keys/secret-bytes.ts'
import { newStretchParams } from '../../core/keys/stretch.ts'
import { flips } from './damage.ts'
import { expectRefusal } from './refusal.ts'

const [ana, ben] = [newId(StaffId), newId(StaffId)]
const [anaStretched, benStretched] = [randomSecret(32), randomSecret(32)]
const params = newStretchParams()

let folder: string
let file: string
let store: PassphraseStore

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-store-'))
  file = join(folder, 'keys.json')
  store = createPassphraseStore(file, { staff: ana, stretched: anaStretched, params })
})
afterEach(() => rmSync(folder, { recursive: true }))

function read(): KeyStoreFile {
  return JSON.parse(readFileSync(file, 'utf8')) as KeyStoreFile
}

test('keeps items over a restart, and forgets them when told', () => {
  const workspace = workspaceItem(newId(WorkspaceId))
  const [device, share] = [randomSecret(96), randomSecret(32)]
  expect(store.get('device')).toBeNull()
  store.set('device', device)
  store.set(workspace, share)
  store.set('firm-anchor', randomSecret(200))
  store.delete('firm-anchor')
  store.delete('firm-anchor')
  store.close()

  const again = openPassphraseStore(file, anaStretched)
  expect(again.staff).toBe(ana)
  expect(again.store.kind).toBe('passphrase')
  expect([...(again.store.get('device') ?? [])]).toEqual([...device])
  expect([...(again.store.get(workspace) ?? [])]).toEqual([...share])
  expect(again.store.get('firm-anchor')).toBeNull()
  expect(again.store.get(workspaceItem(newId(WorkspaceId)))).toBeNull()
})

test('an item that was handed out is the caller’s to zero', () => {
  store.set('device', randomSecret(32))
  const first = store.get('device')
  const kept = [...(first ?? [])]
  first?.fill(0)
  expect([...(store.get('device') ?? [])]).toEqual(kept)
})

test('K1: the file is the owner’s alone and shows no item, and says how to stretch', () => {
  const device = Buffer.from('a canary that is long enough to find')
  store.set('device', device)
  const bytes = readFileSync(file)
  for (const spelling of ['utf8', 'hex', 'base64'] as const) {
    expect(bytes.includes(device.toString(spelling).slice(0, 32))).toBe(false)
  }
  expect(bytes.includes('device')).toBe(false)
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(passphraseStoreParams(file)).toEqual(params)
})

test('K2: nothing is written over a store that exists', async () => {
  const before = readFileSync(file)
  await expectRefusal(
    () => createPassphraseStore(file, { staff: ben, stretched: benStretched, params }),
    'already-exists',
  )
  expect(readFileSync(file).equals(before)).toBe(true)
})

test('K2: a missing file, another passphrase and a newer version are told apart', async () => {
  await expectRefusal(() => openPassphraseStore(join(folder, 'none'), anaStretched), 'keychain-empty')
  await expectRefusal(() => openPassphraseStore(folder, anaStretched), 'keychain-missing')
  await expectRefusal(() => openPassphraseStore(file, benStretched), 'wrong-passphrase')
  writeFileSync(file, JSON.stringify({ ...read(), version: 2, future: true }))
  await expectRefusal(() => openPassphraseStore(file, anaStretched), 'newer-version')
})

test('a closed store answers nothing', async () => {
  store.set('device', randomSecret(32))
  store.close()
  await expectRefusal(() => store.get('device'), 'locked')
  await expectRefusal(() => store.set('device', randomSecret(32)), 'locked')
  await expectRefusal(() => store.putSlot({ staff: ben, stretched: benStretched }), 'locked')
})

test('an item of an impossible size is a defect', async () => {
  await expectRefusal(() => store.set('device', new Uint8Array(0)), 'internal')
  await expectRefusal(() => store.set('device', new Uint8Array(2049)), 'internal')
})

describe('slots', () => {
  beforeEach(() => {
    store.set('device', Uint8Array.of(1, 2, 3))
    store.putSlot({ staff: ben, stretched: benStretched })
  })

  test('each person opens the same items by their own passphrase, and is told apart by it', () => {
    for (const [staff, stretched] of [[ana, anaStretched] as const, [ben, benStretched] as const]) {
      const opened = openPassphraseStore(file, stretched)
      expect(opened.staff).toBe(staff)
      expect([...(opened.store.get('device') ?? [])]).toEqual([1, 2, 3])
    }
  })

  test('a changed passphrase opens, and the old one does no more', async () => {
    const changed = randomSecret(32)
    store.putSlot({ staff: ben, stretched: changed })
    expect(openPassphraseStore(file, changed).staff).toBe(ben)
    await expectRefusal(() => openPassphraseStore(file, benStretched), 'wrong-passphrase')
    expect(openPassphraseStore(file, anaStretched).staff).toBe(ana)
  })

  test('a removed person is shut out; the last one stays', async () => {
    store.removeSlot(ben)
    await expectRefusal(() => openPassphraseStore(file, benStretched), 'wrong-passphrase')
    await expectRefusal(() => store.removeSlot(ben), 'not-found')
    await expectRefusal(() => store.removeSlot(ana), 'refused')
    expect(openPassphraseStore(file, anaStretched).staff).toBe(ana)
  })

  test('the passphrase of another person is not taken', async () => {
    await expectRefusal(() => store.putSlot({ staff: ben, stretched: anaStretched }), 'bad-input')
    expect(openPassphraseStore(file, benStretched).staff).toBe(ben)
  })

  test('K2: slots dropped, exchanged, renamed, put back or reordered are noticed by who can still open', async () => {
    const good = read()
    const [first, second] = [good.slots[0]!, good.slots[1]!]
    store.removeSlot(ben)
    const without = read()
    for (const slots of [
      [first],
      [second, first],
      [first, second, { staff: newId(StaffId), sealed: second.sealed }],
      [first, { staff: newId(StaffId), sealed: second.sealed }],
      [first, { staff: ben, sealed: first.sealed }],
    ]) {
      writeFileSync(file, JSON.stringify({ ...good, slots }))
      await expectRefusal(() => openPassphraseStore(file, anaStretched), 'tampered-wrap')
    }
    writeFileSync(file, JSON.stringify({ ...without, slots: good.slots }))
    await expectRefusal(() => openPassphraseStore(file, benStretched), 'tampered-wrap')
    writeFileSync(
      file,
      JSON.stringify({
        ...good,
        slots: [
          { ...first, staff: ben },
          { ...second, staff: ana },
        ],
      }),
    )
    await expectRefusal(() => openPassphraseStore(file, anaStretched), 'wrong-passphrase')
  })
})

describe('K2: a damaged file is refused', () => {
  test('body, slot or stretching changed at any byte', async () => {
    store.set('device', randomSecret(32))
    const good = read()
    const open = () => openPassphraseStore(file, anaStretched)
    const write = (change: Partial<KeyStoreFile>) =>
      writeFileSync(file, JSON.stringify({ ...good, ...change }))
    for (const bad of flips(Buffer.from(good.body, 'base64'))) {
      write({ body: Buffer.from(bad).toString('base64') })
      await expectRefusal(open, 'tampered-wrap')
    }
    const slot = good.slots[0]!
    for (const bad of flips(Buffer.from(slot.sealed, 'base64'))) {
      write({ slots: [{ ...slot, sealed: Buffer.from(bad).toString('base64') }] })
      await expectRefusal(open, 'wrong-passphrase')
    }
    for (const stretch of [
      { ...params, N: 2 ** 18 },
      { ...params, salt: newStretchParams().salt },
      { ...params, N: 2 },
    ]) {
      write({ stretch })
      await expectRefusal(open, 'tampered-wrap')
    }
  })

  test('cut short anywhere, not JSON, of another form, or too large', async () => {
    const text = readFileSync(file, 'utf8')
    const bad = [
      '{}',
      '[]',
      'null',
      JSON.stringify({ ...read(), slots: [] }),
      JSON.stringify({ ...read(), more: 1 }),
    ]
    for (let length = 0; length < text.length; length += 7) bad.push(text.slice(0, length))
    bad.push(`${text}${' '.repeat(4 * 1024 * 1024)}`)
    for (const damaged of bad) {
      writeFileSync(file, damaged)
      await expectRefusal(() => openPassphraseStore(file, anaStretched), 'tampered-wrap')
    }
  })
})

test('K5: a change that cannot be saved changes nothing', async () => {
  store.set('device', Uint8Array.of(1))
  rmSync(folder, { recursive: true })
  await expectRefusal(() => store.set('device', Uint8Array.of(2)), 'not-writable')
  expect([...(store.get('device') ?? [])]).toEqual([1])
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-store-'))
})

test('K5: a process killed at any moment loses no saved item and leaves a file that opens', async () => {
  store.set('device', new Uint8Array(4))
  let saved = 0
  for (let round = 0; round < 8; round++) {
    const child = fork(fileURLToPath(new URL('passphrase-store-child.ts', import.meta.url)), [], {
      serialization: 'advanced',
    })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.on('message', (value) => {
      saved = Number(value)
    })
    child.send({ file, stretched: anaStretched, from: saved + 1 })
    await new Promise((resolve) => child.once('message', resolve))
    await new Promise((resolve) => setTimeout(resolve, 20 + round * 7))
    child.kill('SIGKILL')
    await ended
    copyFileSync(file, join(folder, 'kept'))
    const item =
      openPassphraseStore(join(folder, 'kept'), anaStretched).store.get('device') ?? new Uint8Array(4)
    const found = new DataView(item.buffer, item.byteOffset).getUint32(0)
    expect(found).toBeGreaterThanOrEqual(saved)
    saved = found
  }
  expect(saved).toBeGreaterThan(8)
  expect(existsSync(file)).toBe(true)
})
