import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FirmModels } from '../../core/contract/models.ts'
import { createFirm } from '../../core/firm/create-firm.ts'
import { Home } from '../../core/firm/home.ts'
import { Main, type MainCaller } from '../../core/host/main.ts'
import { DownloadFailure } from '../../core/install/download-failure.ts'
import { httpsGet } from '../../core/install/https-get.ts'
import type { Offer } from '../../core/models/catalogue.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { temporaryFolder } from '../builders.ts'
import { leastStretch } from '../keys/least-stretch.ts'
import { smallDisk } from '../faults/small-disk.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { ModelServer } from './model-server.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const server = new ModelServer()
const folder = temporaryFolder()
const home = new Home(join(folder.path, 'home'))
const small = bytes('{"what": "config"}')
const large = Buffer.alloc(1 << 20, 'weights')
const files = new Map([
  ['/model/config.json', small],
  ['/model/weights.gguf', large],
])
const offer: Offer = {
  about: 'A model.',
  hashesFrom: 'A test.',
  hosts: ['models.test'],
  model: {
    task: 'generate',
    name: 'a-model',
    licence: 'MIT',
    languages: [],
    memoryBytes: 1,
    sizeBytes: small.length + large.length,
    source: 'https://models.test/model/',
    files: [pinned('config.json', small), pinned('weights.gguf', large)],
  },
}
let main: Main
let client: MainCaller

function pinned(path: string, content: Uint8Array) {
  return { path, sizeBytes: content.length, sha256: createHash('sha256').update(content).digest('hex') }
}

beforeAll(async () => {
  await server.start()
  start()
  const firm = {
    name: 'Firm',
    staff: 'Ana',
    keyStore: 'passphrase',
    passphrase: bytes('four quiet otters under a bridge'),
  } as const
  await createFirm(home, firm, leastStretch())
  await signIn()
})
afterAll(async () => {
  await main.close()
  await server.stop()
  folder.remove()
})
beforeEach(() => {
  server.asked.length = 0
  server.serve(files)
})
afterEach(async () => {
  const { installed, downloadsOff } = await client.call('models.list', {})
  for (const { id } of installed) await client.call('models.remove', { id })
  if (!downloadsOff) await client.call('models.discard', { name: 'a-model' })
})

function start(more: { idleMs?: number; retryMs?: readonly number[]; offers?: () => Offer[] } = {}): void {
  main = new Main(home, forkProcess, { get: server.get, offers: () => [offer], retryMs: [], ...more })
  client = main.client()
}

async function signIn(): Promise<void> {
  await client.call('firm.signIn', { staff: null, passphrase: bytes('four quiet otters under a bridge') })
}

/** Ends the app as a lock or a crash does, and starts it again. */
async function restart(more?: Parameters<typeof start>[0]): Promise<void> {
  await main.close()
  start(more)
  await signIn()
}

const install = async () => await client.call('models.install', { name: 'a-model' })
const download = ({ catalogue }: FirmModels) => catalogue[0]?.download ?? null

/** Waits until the models are as said. */
async function until(isThere: (state: FirmModels) => boolean): Promise<FirmModels> {
  const stop = new AbortController()
  let last: FirmModels | undefined
  const onEvent: Parameters<typeof client.call>[2] = {
    signal: stop.signal,
    onEvent: (event, said) => {
      if (event !== 'models.state' || last) return
      if (!isThere(said)) return
      last = said
      stop.abort()
    },
  }
  await client.call('models.watch', {}, onEvent)
  return last!
}
const ended = async () =>
  await until((state) => !['running', 'checking'].includes(download(state)?.kind ?? ''))
const left = () => readdirSync(home.modelsFolder)

/** Sends the first bytes of the large file, and then breaks or waits. */
function cutAfter(length: number, how: 'destroy' | 'wait' | 'end'): void {
  const whole = server.answer
  server.answer = (request, response) => {
    if (request.url !== '/model/weights.gguf' || request.headers.range) return whole(request, response)
    response.writeHead(200, how === 'end' ? {} : { 'content-length': large.length })
    response.write(large.subarray(0, length), () => {
      if (how === 'destroy') setImmediate(() => response.destroy())
      if (how === 'end') response.end()
    })
  }
}

describe('installing from the catalogue', () => {
  test('N1: nothing is asked for before the click; then both files come, are hashed, pinned and get their names', async () => {
    await client.call('models.list', {})
    expect(server.asked).toEqual([])
    await install()
    const { installed } = await until((state) => state.installed.length > 0)
    expect(server.asked).toEqual(['models.test /model/config.json', 'models.test /model/weights.gguf'])
    expect(installed).toMatchObject([{ name: 'a-model', problem: null }])
    expect(readFileSync(join(home.modelFolder(installed[0]!.id), 'weights.gguf')).equals(large)).toBe(true)
    expect(left()).toEqual([installed[0]!.id])
    await expectRefusal(install, 'already-exists')
  })

  test.each(['destroy', 'end'] as const)(
    'a connection that is cut (%s) keeps what came, and goes on from there',
    async (how) => {
      cutAfter(300_000, how)
      await install()
      const state = download(await ended())
      expect(state).toMatchObject({ kind: 'paused', reason: expect.stringContaining('kept') as string })
      const at = 'doneBytes' in state! ? state.doneBytes - small.length : 0
      expect(at).toBeGreaterThan(0)
      server.serve(files)
      await install()
      await until(({ installed }) => installed.length > 0)
      expect(server.asked.at(-1)).toBe(`models.test /model/weights.gguf bytes=${at}-`)
    },
  )

  test('a pause is one, also over a restart; what the server sends from its start again begins again', async () => {
    cutAfter(300_000, 'wait')
    await install()
    await until((state) => {
      const now = download(state)
      return now?.kind === 'running' && now.doneBytes > small.length
    })
    await client.call('models.pause', { name: 'a-model' })
    expect(download(await ended())).toMatchObject({ kind: 'paused', reason: null })
    await restart()
    server.asked.length = 0
    const before = download(await ended())
    expect(before).toMatchObject({ kind: 'paused', reason: null })
    expect(server.asked).toEqual([])
    // A server that knows no ranges.
    server.answer = (request, response) => {
      const content = files.get(request.url ?? '')!
      response.writeHead(200, { 'content-length': content.length }).end(content)
    }
    await install()
    const { installed } = await until((state) => state.installed.length > 0)
    expect(readFileSync(join(home.modelFolder(installed[0]!.id), 'weights.gguf')).equals(large)).toBe(true)
  })

  test('a server that falls silent counts as broken; a new attempt is made by itself', async () => {
    await restart({ idleMs: 50, retryMs: [1] })
    cutAfter(300_000, 'wait')
    await install()
    await until(({ installed }) => installed.length > 0)
    expect(server.asked.at(-1)).toMatch(/weights\.gguf bytes=\d+-$/)
    await restart()
  })

  test.each([
    ['a wrong byte', () => bytes('{"what": "CONFIG"}'), /hash is another/],
    ['more than is meant', () => Buffer.concat([small, small]), /another length/],
    ['less than is meant', () => small.subarray(1), /another length/],
  ])('M2: %s is deleted, and said', async (_what, content, sentence) => {
    server.serve(new Map([...files, ['/model/config.json', content()]]))
    await install()
    expect(download(await ended())).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(sentence) as string,
    })
    expect(left()).toEqual([])
  })

  test('more than is meant, of a length that was not said, ends as soon as it is too much', async () => {
    server.answer = (_request, response) => {
      response.writeHead(200)
      const more = () => response.write(large, more)
      more()
    }
    await install()
    expect(download(await ended())).toMatchObject({ kind: 'failed' })
  })

  test('what lay here between two runs is hashed again', async () => {
    cutAfter(300_000, 'destroy')
    await install()
    await ended()
    writeFileSync(join(home.downloadFolder('a-model'), 'config.json'), '{"what": "CONFIG"}')
    server.serve(files)
    await install()
    expect(download(await ended())).toMatchObject({ kind: 'failed' })
    expect(left()).toEqual([])
  })

  test('a redirect is followed to a host that the catalogue names, over HTTPS, and to no other', async () => {
    const redirectTo = (location: string) => {
      server.answer = (request, response) => {
        if (request.headers.host === 'cdn.models.test')
          response.writeHead(200).end(files.get(request.url ?? ''))
        else response.writeHead(302, { location: location + (request.url ?? '') }).end()
      }
    }
    redirectTo('https://cdn.models.test')
    await install()
    await until(({ installed }) => installed.length > 0)
    for (const { id } of (await client.call('models.list', {})).installed)
      await client.call('models.remove', { id })
    for (const elsewhere of [
      'http://cdn.models.test',
      'https://elsewhere.test',
      'https://cdn.models.test:8443',
      'https://somebody@cdn.models.test',
      'https://evilmodels.test',
    ]) {
      server.asked.length = 0
      redirectTo(elsewhere)
      await install()
      expect(download(await ended()), elsewhere).toMatchObject({
        kind: 'failed',
        reason: expect.stringContaining('does not name') as string,
      })
      expect(server.asked).toEqual(['models.test /model/config.json'])
    }
    server.answer = (request, response) => response.writeHead(302, { location: request.url }).end()
    await install()
    expect(download(await ended())).toMatchObject({ kind: 'failed' })
  })

  test('an error of the server is said, and what is here is kept where that makes sense', async () => {
    for (const [status, kind] of [
      [503, 'paused'],
      [404, 'failed'],
    ] as const) {
      server.answer = (_request, response) => response.writeHead(status).end()
      await install()
      expect(download(await ended()), String(status)).toMatchObject({ kind })
    }
  })

  test('a lock stops it, and what there is is kept', async () => {
    cutAfter(300_000, 'wait')
    await install()
    await until((state) => download(state)?.kind === 'running')
    await client.call('firm.signOut', {})
    await signIn()
    expect(download(await ended())).toMatchObject({ kind: 'paused' })
  })

  test('too little room is said before anything is asked for', async () => {
    const { bavail, bsize } = statfsSync(folder.path)
    const model = { ...offer.model, name: 'huge', sizeBytes: bavail * bsize * 2 }
    await restart({ offers: () => [offer, { ...offer, model }] })
    await expect(client.call('models.install', { name: 'huge' })).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/[\d,]+ MB more are needed/) as string,
    })
    expect(server.asked).toEqual([])
    await restart()
  })
})

describe('the product’s way to a server', () => {
  const options = { fromByte: 0, hosts: ['models.test'], idleMs: 1_000, signal: new AbortController().signal }

  test('N1: plain HTTP is not spoken, and a certificate that nobody vouches for is not taken, whatever the environment says', async () => {
    await expect(httpsGet(new URL('http://models.test/model/config.json'), options)).rejects.toThrow(
      DownloadFailure,
    )
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    try {
      const untrusting = server.request(Buffer.alloc(0))
      const url = new URL('https://models.test/model/config.json')
      await expect(httpsGet(url, options, untrusting)).rejects.toThrow(/could not show/)
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    }
    expect(server.asked).toEqual([])
  })
})

const disk = smallDisk(folder.path, 80)
afterAll(() => disk?.remove())

describe.skipIf(!disk)('a disk that fills while a model comes', () => {
  test('K5: pauses with the reason, and goes on when there is room', async () => {
    await main.close()
    const full = new Home(join(disk!.path, 'home'))
    const onDisk = new Main(full, forkProcess, { get: server.get, offers: () => [offer], retryMs: [] })
    const caller = onDisk.client()
    const firm = {
      name: 'Firm',
      staff: 'Ana',
      keyStore: 'passphrase',
      passphrase: bytes('four quiet otters under a bridge'),
    } as const
    await caller.call('firm.create', firm)
    await caller.call('firm.signIn', { staff: null, passphrase: bytes('four quiet otters under a bridge') })
    const kept = { main, client }
    main = onDisk
    client = caller
    const ballast = join(disk!.path, 'ballast')
    server.answer = (request, response) => {
      const content = files.get(request.url ?? '')!
      if (request.url === '/model/weights.gguf' && !existsSync(ballast)) {
        const { bavail, bsize } = statfsSync(disk!.path)
        writeFileSync(ballast, new Uint8Array(bavail * bsize - 100_000))
      }
      response.writeHead(200, { 'content-length': content.length }).end(content)
    }
    try {
      await install()
      expect(download(await ended())).toMatchObject({
        kind: 'paused',
        reason: expect.stringContaining('disk is full') as string,
      })
      writeFileSync(ballast, '')
      await install()
      await until(({ installed }) => installed.length > 0)
    } finally {
      await onDisk.close()
      ;({ main, client } = kept)
      start()
      await signIn()
    }
  })
})

describe('switched off for good', () => {
  test('N1: stops what runs, refuses every download from then on, and no call takes it back', async () => {
    cutAfter(300_000, 'wait')
    await install()
    await until((state) => download(state)?.kind === 'running')
    await client.call('models.switchDownloadsOff', {})
    const { downloadsOff } = await ended()
    expect(downloadsOff).toBe(true)
    server.asked.length = 0
    await expectRefusal(install, 'refused')
    await restart()
    await expectRefusal(install, 'refused')
    expect(server.asked).toEqual([])
  })
})
