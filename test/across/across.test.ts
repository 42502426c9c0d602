import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { Entry } from '../../core/audit/entry.ts'
import type { AcrossResult } from '../../core/contract/across.ts'
import type { Firm } from '../../core/firm/firm.ts'
import { Home } from '../../core/firm/home.ts'
import { signIn } from '../../core/firm/sign-in.ts'
import { Main } from '../../core/host/main.ts'
import type { WorkspaceCaller } from '../../core/host/open-workspace.ts'
import type { StaffId, WorkspaceId } from '../../core/ids.ts'
import { encryptTo, newAgeIdentity } from '../../core/keys/age.ts'
import { forkProcess } from '../../core/process/fork.ts'
import type { StartProcess } from '../../core/process/port.ts'
import { temporaryFolder } from '../builders.ts'
import { builtInFolder } from '../embed/built-in-folder.ts'
import { expectRefusal } from '../keys/refusal.ts'

// What a passphrase costs is tested elsewhere; here people come and go.
vi.mock(import('../../core/keys/stretch.ts'), async (original) => {
  const { quickStretch } = await import('../keys/quick-stretch.ts')
  return await quickStretch(original)
})

const bytes = (text: string) => new TextEncoder().encode(text)
const passphraseOf = (name: string) => `copper lanterns of ${name} under hills`
const folder = temporaryFolder()

/** Everything that passes between main and its processes, and how many there are at a time. */
const seen: unknown[] = []
let running = 0
let most = 0
const start: StartProcess = (entry, options) => {
  const child = forkProcess(entry, options)
  running += 1
  most = Math.max(most, running)
  void child.exited.then(() => (running -= 1))
  return {
    ...child,
    send(message) {
      seen.push(message)
      child.send(message)
    },
    onMessage: (listener) =>
      child.onMessage((message) => {
        seen.push(message)
        listener(message)
      }),
  }
}

const main = new Main(new Home(join(folder.path, 'home')), start)
const client = main.client()
const workspaces: WorkspaceId[] = []

async function as(name: 'Ana' | 'Mia' | 'Aude'): Promise<void> {
  await client.call('firm.signOut', {}).catch(() => undefined)
  await client.call('firm.signIn', { staff: name, passphrase: bytes(passphraseOf(name)) })
}

async function inside<T>(workspace: WorkspaceId, work: (caller: WorkspaceCaller) => Promise<T>): Promise<T> {
  await client.call('workspaces.open', { workspace })
  try {
    return await work(main.bound(workspace).caller)
  } finally {
    await client.call('workspaces.lock', { workspace })
  }
}

type Lane = { found: string[] } | { code: string; message: string }

/** As the page does: a key of its own, the question sealed to each process, the results opened here. */
async function look(
  asked: { workspace: WorkspaceId; confirmed?: boolean }[],
  query = 'canaryquestion rent',
): Promise<Map<string, Lane>> {
  const page = await newAgeIdentity()
  const lanes = new Map<string, Lane>()
  const opening: Promise<void>[] = []
  await client.call(
    'across.search',
    { workspaces: asked, recipient: page.recipient },
    {
      onEvent(event, said) {
        if (event === 'across.ready')
          void encryptTo(said.recipient, bytes(JSON.stringify({ query, reason: 'canaryreason' }))).then(
            async (sealed) =>
              await client.call('across.ask', { look: said.look, workspace: said.workspace, sealed }),
          )
        else if (event === 'across.refused') lanes.set(said.workspace, said)
        else if (event === 'across.found')
          opening.push(
            page.open(said.sealed).then((plain) => {
              const { hits } = JSON.parse(new TextDecoder().decode(plain)) as AcrossResult
              lanes.set(said.workspace, { found: hits.map(({ text }) => text) })
            }),
          )
      },
    },
  )
  await Promise.all(opening)
  return lanes
}

const word = (value: unknown) => (typeof value === 'string' ? value : '?')
const lane = (code: string) => expect.objectContaining({ code }) as unknown

async function signedIn(name: string): Promise<Firm> {
  await client.call('firm.signOut', {}).catch(() => undefined)
  return await signIn(new Home(join(folder.path, 'home')), {
    staff: name,
    passphrase: bytes(passphraseOf(name)),
  })
}

const refusals = (firm: Firm) =>
  firm.parts.log.log
    .leaves(0, 10_000)
    .map(({ leaf }) => Entry.parse(JSON.parse(leaf)))
    .filter(({ type }) => type === 'across.refused')

beforeAll(async () => {
  await builtInFolder()
  await client.call('firm.create', {
    name: 'Firm',
    staff: 'Ana',
    keyStore: 'passphrase',
    passphrase: bytes(passphraseOf('Ana')),
  })
  await as('Ana')
  const others: { id: StaffId; name: string }[] = []
  for (const name of ['Mia', 'Aude'])
    others.push(
      await client.call('staff.add', { name, role: 'staff', passphrase: bytes(passphraseOf(name)) }),
    )
  const { staff } = await client.call('staff.list', {})
  for (const number of [1, 2, 3]) {
    const { workspace } = await client.call('workspaces.create', {
      name: bytes(`Client ${number}`),
      colour: number,
    })
    workspaces.push(workspace)
    const path = join(folder.path, `${number}.txt`)
    writeFileSync(path, `The rent of canaryhouse${number} is due in May.`)
    await inside(workspace, async (caller) => {
      await main.bound(workspace).offer([path])
      await caller.call('documents.import', { paths: [path], groups: ['everyone'] })
      // Mia is a member of the first two, Aude audits the first.
      for (const { id, name } of number === 3 ? [] : number === 2 ? others.slice(0, 1) : others) {
        const { publicKey } = staff.find((one) => one.id === id)!
        await caller.call('members.add', {
          member: id,
          name,
          role: name === 'Aude' ? 'auditor' : 'member',
          publicKey,
        })
        await client.call('workspaces.admit', { workspace, staff: id })
      }
    })
  }
})
afterEach(() => vi.restoreAllMocks())
afterAll(async () => {
  await main.close()
  folder.remove()
})

describe('A5: a look across workspaces', () => {
  test('by the owner of all: each its own process, two at a time, an entry in every log, nothing in main', async () => {
    await as('Ana')
    seen.length = 0
    most = 0
    const lanes = await look(workspaces.map((workspace) => ({ workspace, confirmed: true })))
    expect(workspaces.map((workspace) => lanes.get(workspace))).toEqual(
      [1, 2, 3].map((number) => ({ found: [`The rent of canaryhouse${number} is due in May.`] })),
    )
    expect([most, running]).toEqual([2, 0])
    // What passed through main was sealed: no question, reason or passage in any form that it could be read in.
    const passed = Buffer.concat(
      seen.map((message) =>
        Buffer.from(
          JSON.stringify(message, (_key, value: unknown) =>
            value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
          ),
        ),
      ),
    ).toString('latin1')
    expect(passed).toContain('age-encryption.org/v1')
    for (const canary of ['canaryquestion', 'canaryreason', 'canaryhouse'])
      expect(passed).not.toContain(canary)

    for (const workspace of workspaces)
      await inside(workspace, async (caller) => {
        const { entries } = await caller.call('log.list', { limit: 1_000 })
        const searched = entries.filter(({ type }) => type === 'across.searched')
        expect(searched).toMatchObject([{ about: { consent: 'own', grant: null }, outcome: 'done' }])
        const { openings } = await caller.call('log.entry', { seq: searched[0]!.seq })
        expect(openings['reason']).toEqual({ value: 'canaryreason' })
        expect(openings['query']).toEqual({ value: 'canaryquestion rent' })
      })
    const firm = await signedIn('Ana')
    const began = firm.parts.log.log
      .leaves(0, 10_000)
      .map(({ leaf }) => Entry.parse(JSON.parse(leaf)))
      .filter(({ type }) => type === 'across.began')
    expect(began).toMatchObject([{ actor: firm.staff.id, about: { workspaces }, sealed: {} }])
    firm.signOut()
  })

  test('each workspace has its own setting; what is refused is in its log and in the firm’s', async () => {
    const [first, second, third] = workspaces as [WorkspaceId, WorkspaceId, WorkspaceId]
    await as('Ana')
    // Where consent is asked for, an owner gives it themselves, or does not.
    expect((await look([{ workspace: first }])).get(first)).toEqual(lane('refused'))
    await inside(second, async (caller) => await caller.call('across.set', { setting: 'never' }))
    await as('Mia')
    const lanes = await look([
      { workspace: first, confirmed: true },
      { workspace: second, confirmed: true },
      { workspace: third, confirmed: true },
    ])
    expect(lanes.get(first)).toMatchObject({
      code: 'refused',
      message: expect.stringContaining('consent') as string,
    })
    expect(lanes.get(second)).toMatchObject({
      code: 'refused',
      message: expect.stringContaining('nobody') as string,
    })
    // Of one that she is no member of she learns nothing.
    expect(lanes.get(third)).toEqual(lane('not-member'))
    expect((await look([{ workspace: first }])).get(first)).toMatchObject({
      message: expect.stringContaining('not answered') as string,
    })

    await as('Ana')
    await inside(first, async (caller) => {
      const { requests, setting } = await caller.call('across.list', {})
      expect(setting).toBe('ask')
      expect(requests).toMatchObject([{ staffName: 'Mia', reason: 'canaryreason', state: 'waiting' }])
      await caller.call('across.grant', { grant: requests[0]!.grant })
      const codes = (await caller.call('log.list', { limit: 1_000 })).entries
        .filter(({ type, about }) => type === 'across.refused' && !('firmLogSeq' in about))
        .map(({ about }) => about['code'])
      expect(codes).toEqual(['not-granted', 'not-granted', 'not-confirmed'])
    })
    await inside(second, async (caller) => await caller.call('across.set', { setting: 'allow' }))
    await as('Mia')
    const again = await look([{ workspace: first }, { workspace: second }])
    for (const workspace of [first, second]) expect(again.get(workspace)).toHaveProperty('found')
    // One consent is for one look.
    expect((await look([{ workspace: first }])).get(first)).toEqual(lane('refused'))

    await as('Aude')
    expect((await look([{ workspace: first }])).get(first)).toEqual(lane('refused'))
    const firm = await signedIn('Ana')
    const refused = refusals(firm).map(
      ({ about }) => `${workspaces.indexOf(about['workspace'] as WorkspaceId)} ${word(about['code'])}`,
    )
    // Two at a time, so of those of one look either may come first.
    expect(refused.sort()).toEqual([
      ...Array.from({ length: 5 }, () => '0 refused'),
      '1 refused',
      '2 not-member',
    ])
    firm.signOut()
    // The one that she could not open has it in its log since then.
    await as('Ana')
    await inside(third, async (caller) => {
      const { entries } = await caller.call('log.list', { limit: 1_000 })
      expect(entries.filter(({ type }) => type === 'across.refused')).toMatchObject([
        { about: { code: 'not-member', workspace: third } },
      ])
    })
  })

  test('a client that is open in the window is left alone; a look that is stopped leaves no process', async () => {
    const [first, second] = workspaces as [WorkspaceId, WorkspaceId]
    await as('Ana')
    await inside(first, async () => {
      const lanes = await look([
        { workspace: first, confirmed: true },
        { workspace: second, confirmed: true },
      ])
      expect(lanes.get(first)).toEqual(lane('home-open'))
      expect(lanes.get(second)).toHaveProperty('found')
    })
    const { recipient } = await newAgeIdentity()
    const stop = new AbortController()
    await expectRefusal(
      async () =>
        await client.call(
          'across.search',
          { workspaces: [{ workspace: first, confirmed: true }], recipient },
          {
            signal: stop.signal,
            onEvent(...[event]) {
              if (event === 'across.ready') stop.abort()
            },
          },
        ),
      'cancelled',
    )
    expect(running).toBe(0)
    // And at sign-out.
    const signingOut = client.call(
      'across.search',
      { workspaces: [{ workspace: first, confirmed: true }], recipient },
      {
        onEvent(...[event]) {
          if (event === 'across.ready') void client.call('firm.signOut', {})
        },
      },
    )
    await expectRefusal(async () => await signingOut, 'cancelled')
    expect(running).toBe(0)
  })
})
