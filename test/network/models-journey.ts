import { readFileSync, writeFileSync } from 'node:fs'
import { request as httpsRequest } from 'node:https'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Home } from '../../core/firm/home.ts'
import { Main } from '../../core/host/main.ts'
import { httpsGet } from '../../core/install/https-get.ts'
import type { Offer } from '../../core/models/catalogue.ts'
import { forkProcess } from '../../core/process/fork.ts'

/**
 * For a trace of every process: installs models from a server of the test on this computer, then works with all of them.
 *
 * Usage: node models-journey.ts FOLDER PORT OFFERS
 */
const [folder = '', port = '', offersFile = ''] = process.argv.slice(2)
const offers = JSON.parse(readFileSync(offersFile, 'utf8')) as Offer[]
const ca = readFileSync(fileURLToPath(new URL('../models/tls/certificate.pem', import.meta.url)))
const bytes = (text: string) => new TextEncoder().encode(text)
const passphrase = 'four quiet otters under a bridge'

const main = new Main(new Home(join(folder, 'home')), forkProcess, {
  offers: () => offers,
  retryMs: [],
  // The product's own code; every name leads to the test's server.
  get: async (from, options) =>
    await httpsGet(from, options, (url, how, onResponse) =>
      httpsRequest(
        {
          ...how,
          ca,
          host: '127.0.0.1',
          port: Number(port),
          path: url.pathname + url.search,
          servername: url.hostname,
          headers: { ...(how.headers as Record<string, string>), host: url.hostname },
        },
        onResponse,
      ),
    ),
})
const client = main.client()
await client.call('firm.create', {
  name: 'Firm',
  staff: 'Ana',
  keyStore: 'passphrase',
  passphrase: bytes(passphrase),
})
await client.call('firm.signIn', { staff: null, passphrase: bytes(passphrase) })
for (const { model } of offers) await client.call('models.install', { name: model.name })
const allThere = new AbortController()
await client.call(
  'models.watch',
  {},
  {
    signal: allThere.signal,
    onEvent: (event, said) => {
      if (event === 'models.state' && said.catalogue.every(({ installed }) => installed)) allThere.abort()
    },
  },
)

const documents = join(folder, 'rent.txt')
writeFileSync(documents, 'The monthly rent of Cordwain Row is 4,200 pounds.')
const { workspace } = await client.call('workspaces.create', { name: bytes('Client'), colour: 0 })
const open = await main.open(workspace)
const { caller } = open
for (const { task, sha256, builtIn } of (await caller.call('model.state', {})).choices)
  if (!builtIn) await caller.call('model.select', { task, sha256 })
await open.offer([documents])
await caller.call('documents.import', { paths: [documents] })
const question = 'What is the monthly rent of Cordwain Row?'
const found = await caller.call('search', { query: question })
const answered = await caller.call('ask', { question })
await main.close()
process.stdout.write(
  `${JSON.stringify({
    main: process.pid,
    workspace: open.pid,
    embedder: found.embedder?.name,
    reranker: found.reranker?.name,
    reply: answered.reply.kind,
  })}\n`,
)
