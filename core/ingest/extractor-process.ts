import { Worker } from 'node:worker_threads'
import type { Port } from '../contract/port.ts'
import { BulkheadError } from '../errors.ts'
import { parentPort } from '../process/parent-port.ts'
import { extract } from './extract/extract.ts'
import { ExtractRequest, type ExtractReply } from './extractor-messages.ts'
import { damagedFile, unsupportedFormat } from './failures.ts'
import { sniff } from './sniff.ts'

/**
 * The extractor process: bytes in, text out. It has no key and no database, and may neither write a file nor start
 * a process (see `extractorOptions`). A file that takes it over has itself to read, and nothing else.
 */
const memoryLimitBytes = 1024 ** 3
const wornBytes = 400 * 1024 ** 2

new Worker(new URL('./extractor-watchdog.ts', import.meta.url), {
  workerData: { parent: process.ppid, limitBytes: memoryLimitBytes, everyMs: 100 },
  resourceLimits: { maxOldGenerationSizeMb: 32 },
}).unref()

silence()
disconnectFromNetwork()

const port = parentPort()
serve(port)
// Where main started this process for a workspace, they are joined by a port past main.
port.onHandOver?.((_purpose, direct) => serve(direct))

function serve(client: Port): void {
  client.onMessage((message) => void answer(client, ExtractRequest.parse(message)))
}

async function answer(client: Port, { id, bytes, fileName }: ExtractRequest): Promise<void> {
  const outcome = await read(bytes, fileName)
  client.send({ id, worn: process.memoryUsage.rss() > wornBytes, ...outcome } satisfies ExtractReply)
}

type Outcome = ExtractReply extends infer Reply
  ? Reply extends unknown
    ? Omit<Reply, 'id' | 'worn'>
    : never
  : never

async function read(bytes: Uint8Array, fileName: string): Promise<Outcome> {
  try {
    const format = await sniff(bytes, fileName)
    if (typeof format !== 'string') throw unsupportedFormat(format.unsupported)
    return { ok: true, format, extracted: await extract(bytes, format) }
  } catch (error) {
    const failure = error instanceof BulkheadError ? error : damagedFile()
    const code = failure.code === 'unsupported-format' ? failure.code : 'unreadable-document'
    return { ok: false, code, message: failure.message }
  }
}

/** Parsers print what they meet in a file; none of it may reach a terminal or a log (K1). */
function silence(): void {
  const nothing = () => undefined
  Object.assign(console, { log: nothing, info: nothing, warn: nothing, error: nothing, debug: nothing })
  process.on('warning', nothing)
  process.on('uncaughtException', () => process.exit(1))
  // A parser may drop a promise and still finish; one that does not finish meets the deadline.
  process.on('unhandledRejection', nothing)
}

/** No parser has any business with an address (N1). */
function disconnectFromNetwork(): void {
  for (const name of ['fetch', 'WebSocket', 'EventSource']) Reflect.deleteProperty(globalThis, name)
}
