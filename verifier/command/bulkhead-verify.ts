import { parseArgs } from 'node:util'
import { parseFingerprint } from '../bundle/fingerprint.ts'
import { type Report, reportJson } from '../report/report.ts'
import { verifyBundle } from '../verify/verify-bundle.ts'
import { FileSource } from './file-source.ts'
import { nodeEngine } from './node-engine.ts'
import { sayReport } from '../report/say-report.ts'
import { ProgressLine } from './progress-line.ts'
import { Threads } from './threads.ts'

/** From here on threads save more than they take to start. */
const longBytes = 16 * 1024 * 1024

const usage = `Usage: bulkhead-verify BUNDLE --key FINGERPRINT [--previous BUNDLE|CHECKPOINT] [--json]

Verifies an audit bundle of Bulkhead. Ask the firm for the fingerprint of its key, by another way than the bundle came.
Exit codes: 0 intact, 1 wrong usage, 2 tampered, 3 incomplete, 4 unknown key, 5 not a bundle.
`

interface Asked {
  bundle: string
  fingerprint: string
  previous: string | null
  json: boolean
}

process.exitCode = await main()

async function main(): Promise<number> {
  const asked = readArguments()
  if (asked === 'help') {
    process.stdout.write(usage)
    return 0
  }
  if (asked === null) {
    process.stderr.write(usage)
    return 1
  }
  try {
    const report = await verify(asked)
    process.stdout.write(
      asked.json
        ? `${JSON.stringify(reportJson(report))}\n`
        : `${sayReport(report, nodeEngine).join('\n')}\n`,
    )
    return report.exit
  } catch (error) {
    process.stderr.write(`The file could not be read${codeOf(error)}.\n`)
    return 1
  }
}

async function verify({ bundle: path, fingerprint, previous }: Asked): Promise<Report> {
  const opened: { close: () => void | Promise<void> }[] = []
  const open = <T extends (typeof opened)[number]>(one: T): T => {
    opened.push(one)
    return one
  }
  try {
    const bundle = open(new FileSource(path))
    return await verifyBundle({
      bundle,
      fingerprint,
      previous: previous === null ? null : open(new FileSource(previous)),
      engine: nodeEngine,
      ...(bundle.size > longBytes
        ? { inParts: open(new Threads(path)), onProgress: open(new ProgressLine()).show }
        : {}),
    })
  } finally {
    for (const one of opened) await one.close()
  }
}

function readArguments(): Asked | 'help' | null {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        previous: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) return 'help'
    const fingerprint = parseFingerprint(values.key ?? '')
    const [bundle, ...more] = positionals
    if (bundle === undefined || more.length > 0 || fingerprint === null) return null
    return { bundle, fingerprint, previous: values.previous ?? null, json: values.json }
  } catch {
    return null
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
}
