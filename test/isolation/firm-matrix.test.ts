import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, firmContract } from '../../core/contract/firm.ts'
import type { Response } from '../../core/contract/messages.ts'
import type { Port } from '../../core/contract/port.ts'
import { workspaceNumber } from '../../core/firm/grants/workspace-number.ts'
import { Home } from '../../core/firm/home.ts'
import { Main } from '../../core/host/main.ts'
import { DestructionId, GrantId, LookId, ModelId, newId, type StaffId, WorkspaceId } from '../../core/ids.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { portPair } from '../../core/process/port-pair.ts'
import { ensureBuiltInModel } from '../../models/ensure-built-in-model.ts'
import { temporaryFolder } from '../builders.ts'
import { ana, firmOfTwo, type FirmOfTwo, passphraseOf, signedIn } from '../people/firm-of-two.ts'

/** Who may do what in the firm, written down by hand: a change of the contract's policies has to be made here as well. */
const matrix: Record<string, Record<Caller, boolean>> = {
  'firm.state': { nobody: true, staff: true, operator: true },
  'firm.create': { nobody: true, staff: false, operator: false },
  'firm.signIn': { nobody: true, staff: false, operator: false },
  'firm.signOut': { nobody: false, staff: true, operator: true },
  'firm.key': { nobody: false, staff: true, operator: true },
  'firm.setAside': { nobody: true, staff: false, operator: false },
  'settings.get': { nobody: true, staff: true, operator: true },
  'settings.set': { nobody: false, staff: true, operator: true },
  'staff.list': { nobody: false, staff: true, operator: true },
  'staff.door': { nobody: true, staff: true, operator: true },
  'staff.add': { nobody: false, staff: true, operator: false },
  'staff.suspend': { nobody: false, staff: true, operator: false },
  'staff.restore': { nobody: false, staff: true, operator: false },
  'staff.remove': { nobody: false, staff: true, operator: false },
  'staff.changePassphrase': { nobody: false, staff: true, operator: true },
  'workspaces.list': { nobody: false, staff: true, operator: true },
  'workspaces.create': { nobody: false, staff: true, operator: false },
  'workspaces.open': { nobody: false, staff: true, operator: false },
  'workspaces.lock': { nobody: false, staff: true, operator: false },
  'workspaces.admit': { nobody: false, staff: true, operator: false },
  'workspaces.newRecoverySheet': { nobody: false, staff: true, operator: false },
  'workspaces.confirmRecoverySheet': { nobody: false, staff: true, operator: false },
  'workspaces.recover': { nobody: false, staff: true, operator: false },
  'workspaces.backup': { nobody: false, staff: true, operator: false },
  'workspaces.restore': { nobody: false, staff: true, operator: false },
  'workspaces.destroy': { nobody: false, staff: true, operator: false },
  'destructions.list': { nobody: false, staff: true, operator: false },
  'destructions.goOn': { nobody: false, staff: true, operator: false },
  'destructions.certificate': { nobody: false, staff: true, operator: false },
  'destructions.saveCertificate': { nobody: false, staff: true, operator: false },
  'destructions.checkCertificate': { nobody: false, staff: true, operator: true },
  'backup.inspect': { nobody: false, staff: true, operator: false },
  'recovery.waiting': { nobody: false, staff: true, operator: false },
  'support.preview': { nobody: true, staff: true, operator: true },
  'support.save': { nobody: true, staff: true, operator: true },
  'models.list': { nobody: false, staff: true, operator: true },
  'models.watch': { nobody: false, staff: true, operator: true },
  'models.install': { nobody: false, staff: true, operator: true },
  'models.pause': { nobody: false, staff: true, operator: true },
  'models.discard': { nobody: false, staff: true, operator: true },
  'models.inspect': { nobody: false, staff: true, operator: true },
  'models.importFile': { nobody: false, staff: true, operator: true },
  'models.remove': { nobody: false, staff: true, operator: true },
  'models.switchDownloadsOff': { nobody: false, staff: true, operator: true },
  'grants.ask': { nobody: false, staff: false, operator: true },
  'grants.mine': { nobody: false, staff: false, operator: true },
  'grants.withdraw': { nobody: false, staff: false, operator: true },
  'grants.look': { nobody: false, staff: false, operator: true },
  'grants.read': { nobody: false, staff: false, operator: true },
  'across.left': { nobody: false, staff: true, operator: false },
  'across.search': { nobody: false, staff: true, operator: false },
  'across.ask': { nobody: false, staff: true, operator: false },
}

const [sam, otto] = ['Sam', 'Otto'] as const

const folder = temporaryFolder()
let firm: FirmOfTwo
let main: Main
/** Somebody who is a member of nothing, and whom nobody misses. */
let removable: StaffId
beforeAll(async () => {
  await ensureBuiltInModel(() => undefined)
  firm = await firmOfTwo(folder.path)
  const asAna = await signedIn(firm.home, ana)
  const add = async (name: string, role: 'staff' | 'operator') =>
    (await asAna.addStaff({ name, role, passphrase: passphraseOf(name) })).id
  await add(sam, 'staff')
  await add(otto, 'operator')
  removable = await add('Rae', 'staff')
  asAna.signOut()
  main = new Main(firm.home, forkProcess)
})
afterAll(async () => {
  await main.close()
  folder.remove()
})

/** One call over a port of its own, past the types. */
async function call(
  method: string,
  input: unknown,
  to = main,
): Promise<Exclude<Response, { kind: 'event' }>> {
  const [mine, theirs]: [Port, Port] = portPair()
  const { stop } = to.serve(mine)
  const reply = await new Promise<Exclude<Response, { kind: 'event' }>>((resolve) => {
    theirs.onMessage((message) => {
      const response = message as Response
      if (response.kind !== 'event') resolve(response)
    })
    theirs.send({ kind: 'call', id: 1, method, input })
    // It goes on until it is told to stop.
    if (method === 'models.watch') theirs.send({ kind: 'cancel', id: 1 })
  })
  stop()
  return reply
}

async function signInAs(name: string): Promise<void> {
  const reply = await call('firm.signIn', { staff: name, passphrase: passphraseOf(name) })
  expect(reply).toMatchObject({ kind: 'result' })
}

/** Each file of the firm by its hash. The diagnostic log is none: it counts refusals too, by code. */
function files(of = firm.home.folder): Map<string, string> {
  if (!existsSync(of)) return new Map()
  return new Map(
    readdirSync(of, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile() && !one.name.startsWith('diagnostics'))
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]),
  )
}

/**
 * An input for each method that is right in form and would do something; `else` is how it fails by itself where it
 * cannot come to an end here. What takes away comes last, and signing in or out last of all.
 */
function inputs(who: Caller): [method: string, input: object, otherwise?: string][] {
  const { workspace, mia } = firm
  const backup = join(folder.path, 'client.bulkhead-backup')
  const nowhere = join(folder.path, 'nowhere')
  const passphrase = (of: string) => passphraseOf(`${of}, under seven hills`)
  const signIn: [string, object] = ['firm.signIn', { staff: ana, passphrase: passphraseOf(ana) }]
  const signOut: [string, object] = ['firm.signOut', {}]
  return [
    ['firm.state', {}],
    [
      'firm.create',
      { name: 'Again', staff: ana, keyStore: 'passphrase', passphrase: passphrase(ana) },
      'already-exists',
    ],
    ['firm.setAside', {}, 'refused'],
    ['firm.key', {}],
    ['settings.get', {}],
    ['settings.set', { theme: 'dark', lockMinutes: 5 }],
    ['staff.list', {}],
    ['staff.door', {}],
    ['staff.add', { name: 'Eve', role: 'staff', passphrase: passphrase('Eve') }],
    ['staff.suspend', { staff: removable }],
    ['staff.restore', { staff: removable }],
    ['workspaces.list', {}],
    ['workspaces.create', { name: new TextEncoder().encode('Another'), colour: 0 }],
    ['workspaces.open', { workspace }],
    ['workspaces.admit', { workspace, staff: mia }],
    ['workspaces.newRecoverySheet', { workspace }],
    [
      'workspaces.confirmRecoverySheet',
      { workspace, recoveryKey: new Uint8Array([1]) },
      'wrong-recovery-key',
    ],
    ['workspaces.recover', { file: nowhere, recoveryKey: new Uint8Array([1]) }, 'wrong-recovery-key'],
    ['workspaces.backup', { workspace, target: backup }],
    ['backup.inspect', { file: backup }],
    ['workspaces.restore', { file: backup }, 'unconfirmed'],
    ['recovery.waiting', {}],
    // Under another name it fails late enough; what it does under the right one, test/destruction says.
    [
      'workspaces.destroy',
      { workspace, name: new TextEncoder().encode('Another'), passphrase: passphraseOf(ana) },
      'bad-input',
    ],
    ['destructions.list', {}],
    ['destructions.goOn', { destruction: newId(DestructionId) }, 'not-found'],
    ['destructions.certificate', { destruction: newId(DestructionId) }, 'not-found'],
    ['destructions.saveCertificate', { certificate: new Uint8Array([1]), target: backup }, 'bad-input'],
    ['destructions.checkCertificate', { certificate: new Uint8Array([1]) }],
    ['workspaces.lock', { workspace }],
    ['support.preview', {}],
    ['support.save', { sha256: 'x' }, 'bad-input'],
    ['models.list', {}],
    ['models.watch', {}],
    ['models.install', { name: 'none-of-that-name' }, 'not-found'],
    ['models.pause', { name: 'none-of-that-name' }],
    ['models.discard', { name: 'none-of-that-name' }, 'not-found'],
    ['models.inspect', { paths: [nowhere] }, 'bad-input'],
    ['models.importFile', { paths: [nowhere], name: 'a-model', licence: 'MIT' }, 'bad-input'],
    ['models.remove', { id: newId(ModelId) }, 'not-found'],
    ['grants.ask', { number: workspaceNumber(workspace), reason: 'why' }],
    ['grants.mine', {}],
    ['grants.withdraw', { grant: newId(GrantId) }, 'not-found'],
    ['grants.look', { grant: newId(GrantId) }, 'not-found'],
    ['grants.read', { grant: newId(GrantId), start: 0, end: 10 }, 'not-found'],
    ['across.left', {}],
    [
      'across.search',
      { workspaces: [{ workspace: newId(WorkspaceId) }], recipient: `age1${'q'.repeat(58)}` },
    ],
    ['across.ask', { look: newId(LookId), workspace, sealed: new Uint8Array([1]) }, 'not-found'],
    ['models.switchDownloadsOff', {}],
    ['staff.remove', { staff: removable }],
    ['staff.changePassphrase', { old: passphraseOf(otto), next: passphrase(otto) }],
    // Whoever is let in by the last call is not who the others were to be refused.
    ...(who === 'nobody' ? [signOut, signIn] : [signIn, signOut]),
  ]
}

/** How staff fail after what the operator did: the passphrase is not theirs, and downloads are off for good. */
const afterOperator: Record<string, string> = {
  'staff.changePassphrase': 'wrong-passphrase',
  'models.install': 'refused',
}

/** How a policy refuses, and nothing that comes after it does. */
function refusal(who: Caller) {
  return who === 'nobody'
    ? { kind: 'failed', code: 'locked', message: 'Sign in first.' }
    : {
        kind: 'failed',
        code: 'refused',
        message: 'Your account may not do that: operators maintain the installation and open no workspace.',
      }
}

test('S4: the matrix has every method of the firm, and the inputs too', () => {
  expect(Object.keys(matrix).sort()).toStrictEqual(Object.keys(firmContract).sort())
  expect(
    inputs('staff')
      .map(([method]) => method)
      .sort(),
  ).toStrictEqual(Object.keys(matrix).sort())
})

test('S4: where there is no firm, what needs one is refused, and no file comes of it', async () => {
  const empty = new Main(new Home(join(folder.path, 'empty')), forkProcess)
  for (const [method, input] of inputs('nobody')) {
    if (matrix[method]?.nobody) continue
    expect(await call(method, input, empty), method).toMatchObject(refusal('nobody'))
  }
  expect(files(join(folder.path, 'empty'))).toStrictEqual(new Map())
  await empty.close()
})

// Staff, who remove an account and lock what is open, come last.
describe.each([
  ['nobody', null],
  ['operator', otto],
  ['staff', ana],
] as const)('S4: as %s', (who, name) => {
  beforeAll(async () => {
    if (name !== null) await signInAs(name)
    main.offerTarget(join(folder.path, 'client.bulkhead-backup'))
    main.offerFile(join(folder.path, 'client.bulkhead-backup'))
  })
  afterAll(async () => await main.close())

  test('a refusal comes before a look at the input, and whoever is let in is told of theirs', async () => {
    for (const [method, callers] of Object.entries(matrix)) {
      const reply = await call(method, { nonsense: true })
      expect(reply, `${who} ${method}`).toMatchObject(callers[who] ? { code: 'bad-input' } : refusal(who))
    }
  })

  test('every method answers as the matrix says, and a refusal changes no byte of the firm', async () => {
    for (const [method, input, otherwise] of inputs(who)) {
      if (matrix[method]?.[who]) {
        const failing = (who === 'staff' && afterOperator[method]) || otherwise
        const reply = await call(method, input)
        expect(reply, `${who} ${method}`).toMatchObject(
          failing === undefined ? { kind: 'result' } : { kind: 'failed', code: failing },
        )
        expect(reply, `${who} ${method}`).not.toMatchObject(refusal(who))
        continue
      }
      const before = files()
      expect(await call(method, input), `${who} ${method}`).toMatchObject(refusal(who))
      expect(files(), `${who} ${method}`).toStrictEqual(before)
    }
  })
})

/** What names somebody else's workspace, as an account that is a member of none: let in by its role, and no further. */
const strangers: Record<string, string> = {
  'workspaces.open': 'not-member',
  'workspaces.admit': 'locked',
  'workspaces.newRecoverySheet': 'locked',
  'workspaces.confirmRecoverySheet': 'not-member',
  'workspaces.backup': 'locked',
  'workspaces.restore': 'not-found',
  'workspaces.destroy': 'locked',
}

describe('S4, S2: as staff who are a member of nothing', () => {
  beforeAll(async () => await signInAs(sam))
  afterAll(async () => await main.close())

  test('nothing of a workspace is opened, sealed, copied or replaced', async () => {
    const before = files(join(firm.home.folder, 'workspaces'))
    expect(await call('workspaces.list', {})).toMatchObject({ value: { workspaces: [], closed: [] } })
    const given = new Map(inputs('staff').map(([method, input]) => [method, input]))
    for (const [method, code] of Object.entries(strangers)) {
      main.offerTarget(join(folder.path, 'client.bulkhead-backup'))
      expect(await call(method, given.get(method)), method).toMatchObject({ kind: 'failed', code })
    }
    expect(files(join(firm.home.folder, 'workspaces'))).toStrictEqual(before)
  })
})
