import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { FirmModels } from '../../core/contract/models.ts'
import { SheetState } from '../../core/contract/recovery.ts'
import { ModelReference, WorkspaceModels } from '../../core/contract/workspace/models.ts'
import { SearchHit } from '../../core/contract/workspace/search.ts'
import { Citation } from '../../core/contract/workspace/threads.ts'
import { workspaceContract } from '../../core/contract/workspace.ts'
import { Home } from '../../core/firm/home.ts'
import { FirmId } from '../../core/ids.ts'
import { passphraseStoreParams } from '../../core/keys/store/passphrase-store.ts'
import { Role } from '../../core/roles.ts'
import { tinyLlama } from '../../models/tiny-llama.ts'
import { temporaryFolder } from '../builders.ts'
import { CommandLine } from './command-line.ts'

const Id = z.string().regex(/^[0-9a-f]{32}$/)
const Hash = z.string().regex(/^[0-9a-f]{64}$/)
const Failure = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    message: z.string().regex(/^[A-Z][^\n]+(\.|bulkhead [a-z -]+ NAME)$/),
  }),
})
const Answered = z.strictObject({
  answer: Id,
  kind: z.literal('answered'),
  text: z.string(),
  citations: z.array(Citation),
})
const NotFound = z.strictObject({ answer: Id, kind: z.literal('not-found'), text: z.string() })
const Share = z.number().min(0).max(1)
const Measures = z.strictObject({ ndcg10: Share, recall10: Share, mrr10: Share })
const Created = z.strictObject({ workspace: Id, name: z.string(), colour: z.int(), recoveryKey: z.string() })

const initialise = ['firm', 'init', '--name', 'Firm', '--staff', 'Olive', '--key-store', 'passphrase']
const files = temporaryFolder()
const firm = new CommandLine()
let created: z.infer<typeof Created>
afterAll(() => {
  firm.remove()
  files.remove()
})

function file(name: string, content: string): string {
  const path = join(files.path, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}

/** Runs a command that must succeed; its one object, which has exactly this shape. */
async function done<Schema extends z.ZodType>(
  schema: Schema,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<z.output<Schema>> {
  const { code, value } = await firm.json(args, environment)
  const parsed = schema.safeParse(value)
  expect(parsed.error, args.join(' ')).toBeUndefined()
  expect(code, args.join(' ')).toBe(0)
  return schema.parse(value)
}

/** Runs a command that must fail; the code of its one error. */
async function failure(
  args: readonly string[],
  environment: Record<string, string | undefined> = {},
  line = firm,
): Promise<string> {
  const { code, value } = await line.json(args, environment)
  expect(code, args.join(' ')).toBe(1)
  return Failure.parse(value).error.code
}

beforeAll(async () => {
  await firm.setUp()
  created = await done(Created, ['workspace', 'create', 'Client', '--colour', '3'])
})

describe('what each command prints with --json, exit code 0', () => {
  test('firm init: passphrases are stretched as much as a new firm’s are', async () => {
    const fresh = new CommandLine()
    const Initialised = z.strictObject({ firm: FirmId, staff: Id, keyStore: z.literal('passphrase') })
    const { code, value } = await fresh.json(initialise)
    expect(code).toBe(0)
    const store = new Home(fresh.home).keyStoreFile(Initialised.parse(value).firm)
    expect(passphraseStoreParams(store)).toMatchObject({ N: 2 ** 17, r: 8, p: 1 })
    fresh.remove()
  })

  test('workspace create, workspace list', async () => {
    expect(created).toMatchObject({ name: 'Client', colour: 3 })
    expect(created.recoveryKey).toMatch(/^([0-9A-Z]{4}-)+[0-9A-Z]{4}$/)
    const Closed = z.strictObject({ id: Id, reason: z.string() })
    const One = z.strictObject({ id: Id, name: z.string(), colour: z.int(), sheet: SheetState })
    const { workspaces, closed } = await done(
      z.strictObject({ workspaces: z.array(One), closed: z.array(Closed) }),
      ['workspace', 'list'],
    )
    expect(closed).toEqual([])
    expect(workspaces).toEqual([{ id: created.workspace, name: 'Client', colour: 3, sheet: 'unconfirmed' }])
  })

  test('models list, import, verify, choose, remove', async () => {
    const model = file('models/tiny.gguf', '')
    writeFileSync(model, tinyLlama({ seed: 'command line' }))
    const { id } = await done(z.strictObject({ id: Id }), [
      'models',
      'import',
      model,
      '--name',
      'tiny',
      '--licence',
      'MIT',
    ])
    const listed = await done(FirmModels, ['models', 'list'])
    expect(listed.installed).toMatchObject([{ id, name: 'tiny', task: 'generate', problem: null }])
    expect(await done(WorkspaceModels, ['models', 'choose', 'Client', 'generate', 'tiny'])).toMatchObject({
      generator: { chosen: { name: 'tiny' }, problem: null },
    })
    expect(await failure(['models', 'choose', 'Client', 'rerank', 'tiny'])).toBe('not-found')
    expect(await done(WorkspaceModels, ['models', 'choose', 'Client', 'generate'])).toMatchObject({
      generator: { chosen: null },
    })
    const Verified = z.strictObject({ models: z.int(), problems: z.array(z.object({ id: Id })) })
    expect(await done(Verified, ['models', 'verify'])).toEqual({ models: 1, problems: [] })
    rmSync(join(firm.home, 'models', id), { recursive: true })
    const { code, value } = await firm.json(['models', 'verify'])
    expect(code).toBe(1)
    expect(Verified.parse(value).problems).toMatchObject([{ id }])
    await done(z.strictObject({ id: Id }), ['models', 'remove', 'tiny'])
    expect(await failure(['models', 'remove', 'tiny'])).toBe('not-found')
  })

  test('firm add-staff, member add, group add, member list', async () => {
    const staff = await done(
      z.strictObject({ staff: Id, name: z.literal('June'), role: z.literal('staff') }),
      ['firm', 'add-staff', 'June'],
      { BULKHEAD_NEW_PASSPHRASE: 'another passphrase' },
    )
    const member = await done(z.strictObject({ member: Id, role: Role }), [
      '--as',
      'Olive',
      'member',
      'add',
      'Client',
      'June',
    ])
    expect(member).toEqual({ member: staff.staff, role: 'member' })
    await done(z.strictObject({ group: Id }), [
      '--as',
      'Olive',
      'group',
      'add',
      'Client',
      'partners',
      '--member',
      'Olive',
    ])
    const people = await done(workspaceContract['members.list'].output, [
      '--as',
      'Olive',
      'member',
      'list',
      'Client',
    ])
    expect(people.members.map((one) => `${one.name} ${one.role}`).sort()).toEqual([
      'June member',
      'Olive owner',
    ])
    expect(people.groups.map((one) => `${one.name} ${one.members.length}`).sort()).toEqual([
      'everyone 2',
      'partners 1',
    ])
  })

  test('group give, firm suspend; grant ask, approve for less, open: each over the same calls as the window', async () => {
    const as = ['--as', 'Olive']
    const letters = file('Letters/letter.txt', 'The letter of the tenant.')
    await done(z.object({}), [...as, 'import', 'Client', join(letters, '..')])
    await done(z.strictObject({ group: Id }), [...as, 'group', 'add', 'Client', 'nobodys'])
    const give = [...as, 'group', 'give', 'Client', 'nobodys', '--folder', 'Letters']
    expect(await failure(give)).toBe('unconfirmed')
    const given = await done(z.strictObject({ documents: z.int() }), [...give, '--leave-unread', '1'])
    expect(given.documents).toBe(1)

    const BULKHEAD_PASSPHRASE = 'a third passphrase'
    await done(z.object({}), [...as, 'firm', 'add-staff', 'Otto', '--role', 'operator'], {
      BULKHEAD_NEW_PASSPHRASE: BULKHEAD_PASSPHRASE,
    })
    const operator = { BULKHEAD_PASSPHRASE }
    const number = `${created.workspace.slice(0, 4)}-${created.workspace.slice(4, 8)}`
    const Granted = z.object({ grant: Id })
    const { grant } = await done(
      Granted,
      ['--as', 'Otto', 'grant', 'ask', number, '--reason', 'why', '--level', 'full'],
      operator,
    )
    await done(Granted, [...as, 'grant', 'approve', 'Client', grant, '--level', 'redacted'])
    expect(await failure([...as, 'grant', 'approve-words', 'Client', grant, '--reason', 'why'])).toBe(
      'bad-input',
    )
    const bundle = join(files.path, 'released.zip')
    const opened = await done(
      z.strictObject({ grant: Id, bytes: z.int(), key: z.string() }),
      ['--as', 'Otto', 'grant', 'open', grant, bundle],
      operator,
    )
    expect(opened.bytes).toBe(statSync(bundle).size)
    await done(z.strictObject({ staff: Id }), [...as, 'firm', 'suspend', 'Otto'])
    expect(await failure(['--as', 'Otto', 'grant', 'list'], operator)).toBe('suspended')
    // Thirteen commands, each a process that signs in.
  }, 180_000)

  test('import, search, ask', async () => {
    const lease = file(
      'in/lease.txt',
      'The monthly rent of the shop is 1,200 pounds. It is due on the first of May.',
    )
    const table = file('in/table.csv', 'a,b\n1,2\n')
    const Documents = z.array(
      z.strictObject({
        path: z.string(),
        status: z.enum(['ready', 'failed']),
        reason: z.string().nullable(),
      }),
    )
    const as = ['--as', 'Olive']
    const { documents } = await done(z.strictObject({ documents: Documents }), [
      ...as,
      'import',
      'Client',
      join(files.path, 'in'),
    ])
    expect(documents).toMatchObject([
      { path: lease, status: 'ready', reason: null },
      { path: table, status: 'failed' },
    ])
    expect(documents[1]?.reason).toContain('not supported yet')
    const Weights = z.strictObject({ keyword: z.number(), vector: z.number() })
    const { hits } = await done(
      z.strictObject({
        hits: z.array(SearchHit),
        weights: Weights,
        embedder: ModelReference,
        reranker: z.null(),
      }),
      [...as, 'search', 'Client', 'rent', '--limit', '1', '--mode', 'keyword'],
    )
    expect(hits).toMatchObject([{ title: 'lease.txt', page: null, ranks: { keyword: 1, vector: null } }])
    const answer = await done(Answered, [...as, 'ask', 'Client', 'What is the monthly rent of the shop?'])
    expect(answer.citations[0]).toMatchObject({
      title: 'lease.txt',
      page: null,
      quote: 'The monthly rent of the shop is 1,200 pounds.',
    })
    const none = await done(NotFound, [
      ...as,
      'ask',
      'Client',
      'Which orchestra played at the wedding in Vienna?',
    ])
    expect(none.kind).toBe('not-found')
  })

  test('audit show, audit check', async () => {
    const log = await done(workspaceContract['log.list'].output, [
      '--as',
      'Olive',
      'audit',
      'show',
      'Client',
      '--limit',
      '3',
    ])
    expect(log.entries.map((one) => one.seq)).toEqual([log.size - 1, log.size - 2, log.size - 3])
    const check = await done(
      z.strictObject({ intact: z.literal(true), size: z.int(), root: Hash, key: z.string().min(8) }),
      ['--as', 'Olive', 'audit', 'check', 'Client'],
    )
    expect(check.size).toBeGreaterThan(log.size)
  })

  test('recover, in a new home', async () => {
    const copy = join(files.path, 'copy')
    mkdirSync(copy)
    const from = join(firm.home, 'workspaces')
    for (const name of readdirSync(from)) copyFileSync(join(from, name), join(copy, name))
    const other = new CommandLine()
    await other.setUp()
    const { code, value } = await other.json(['recover', join(copy, `${created.workspace}.bulkhead`)], {
      BULKHEAD_RECOVERY_KEY: created.recoveryKey,
    })
    other.remove()
    expect({ code, value }).toEqual({ code: 0, value: { workspace: created.workspace, name: 'Client' } })
  })

  test('eval', async () => {
    file(
      'ir/corpus.jsonl',
      '{"id":"a","text":"The rent is due."}\n{"id":"b","title":"Tax","text":"A tax letter."}\n',
    )
    file('ir/queries.jsonl', '{"id":"q","text":"tax"}\n')
    file('ir/qrels.tsv', 'query-id\tcorpus-id\tscore\nq\tb\t1\n')
    const result = await done(
      z.strictObject({
        documents: z.literal(2),
        queries: z.literal(1),
        keyword: Measures,
        vector: Measures,
        fused: Measures,
        weights: z.strictObject({ keyword: z.number(), vector: z.number() }),
        msPerQuery: z.strictObject({ p50: z.number(), p95: z.number() }),
      }),
      ['eval', join(files.path, 'ir')],
    )
    expect(result.keyword).toEqual({ ndcg10: 1, recall10: 1, mrr10: 1 })
  })

  test('K7: destroy, destroyed, audit certificate', async () => {
    const as = ['--as', 'Olive']
    const { workspace } = await done(Created, [...as, 'workspace', 'create', 'Mandate over'])
    const destroy = [...as, 'destroy', 'Mandate over']
    expect(await failure(destroy)).toBe('unconfirmed')
    const target = join(files.path, 'certificate.txt')
    const remaining = z.strictObject({ keys: z.literal(0), files: z.literal(0) })
    const Destroyed = z.strictObject({ destruction: Id, remaining, saved: z.literal(target) })
    const named = ['--confirm', 'Mandate over', '--named', '--certificate', target]
    const { destruction } = await done(Destroyed, [...destroy, ...named])
    const certificate = readFileSync(target, 'utf8')
    expect(certificate).toContain(`Client       ${workspace}\nName         Mandate over\n`)
    const Listed = z.strictObject({
      destructions: z.array(z.looseObject({ destruction: Id })),
      saved: z.null(),
    })
    expect((await done(Listed, [...as, 'destroyed'])).destructions).toMatchObject([
      { destruction, by: 'Olive', remaining: { keys: 0, files: 0 } },
    ])
    const check = [...as, 'audit', 'certificate']
    expect(await done(z.strictObject({ isOurs: z.boolean() }), [...check, target])).toEqual({ isOurs: true })
    const changed = file('changed.txt', certificate.replace('Mandate over', 'Mandate kept'))
    expect(await firm.json([...check, changed])).toEqual({ code: 1, value: { isOurs: false } })
  })
})

describe('what fails, as one object with a code, exit code 1', () => {
  test('before there is a firm, and where there is one already', async () => {
    const nowhere = new CommandLine()
    for (const args of [
      ['workspace', 'list'],
      ['import', 'Client', '/tmp'],
      ['audit', 'check', 'Client'],
    ])
      expect(await failure(args, {}, nowhere)).toBe('no-firm')
    expect(await failure(initialise)).toBe('already-exists')
  })

  test('K2: a wrong passphrase, an empty one, and none without a terminal', async () => {
    for (const BULKHEAD_PASSPHRASE of ['wrong', '', undefined])
      expect(await failure(['workspace', 'list'], { BULKHEAD_PASSPHRASE })).toBe('wrong-passphrase')
  })

  test('a workspace, a person or a file that is not there', async () => {
    const as = ['--as', 'Olive']
    expect(await failure([...as, 'search', 'Nobody', 'rent'])).toBe('not-found')
    expect(await failure(['--as', 'Nobody', 'workspace', 'list'])).toBe('not-found')
    expect(await failure([...as, 'member', 'add', 'Client', 'Nobody'])).toBe('not-found')
    expect(await failure(['eval', join(files.path, 'nothing')])).toBe('not-found')
  })

  test('values that make no sense', async () => {
    const as = ['--as', 'Olive']
    expect(await failure([...as, 'workspace', 'create', ' '])).toBe('bad-input')
    expect(await failure([...as, 'workspace', 'create', 'Client'])).toBe('already-exists')
  })

  test('a group that the importer is not in', async () => {
    const path = file('other.txt', 'text')
    expect(await failure(['--as', 'Olive', 'import', 'Client', path, '--group', 'nobodys'])).toBe('not-found')
  })

  test('a second command while one is at work says so, and the first goes on', async () => {
    const first = firm.start(['--json', '--as', 'Olive', 'import', 'Client', file('third.txt', 'Third.')])
    await new Promise((resolve) => setTimeout(resolve, 300))
    const held = firm.start(['--json', '--as', 'Olive', 'workspace', 'list'])
    const codes = [await first.ended, await held.ended].map((one) => one.code)
    expect(codes[0]).toBe(0)
    const said = (await held.ended).stdout
    if (codes[1] !== 0) expect(Failure.parse(JSON.parse(said)).error.code).toBe('home-open')
  })
})
