import { parseArgs } from 'node:util'
import { parseFingerprint } from '../bundle/fingerprint.ts'
import { reportJson } from '../report/report.ts'
import { verifyBundle } from '../verify/verify-bundle.ts'
import { checkOnThreads } from './check-on-threads.ts'
import { FileSource } from './file-source.ts'
import { nodeEngine } from './node-engine.ts'
import { sayReport } from '../report/say-report.ts'

/** From here on threads save more than they take to start. */
const longBytes = 16 * 1024 * 1024
/** Of the entries in a part: so many parts that all threads end at about the same time. */
const partBytes = 8 * 1024 * 1024

const usage = `Usage: bulkhead-verify BUNDLE --key FINGERPRINT [--previous BUNDLE|CHECKPOINT] [--json]

Verifies an audit bundle of Bulkhead. Ask the firm for the fingerprint of its key, by another way than the bundle came.
Exit codes: 0 intact, 1 wrong usage, 2 tampered, 3 incomplete, 4 unknown key, 5 not a bundle.
`

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
  const opened: FileSource[] = []
  const open = async (path: string) => {
    const source = await FileSource.open(path)
    opened.push(source)
    return source
  }
  try {
    const bundle = await open(asked.bundle)
    const report = await verifyBundle({
      bundle,
      fingerprint: asked.fingerprint,
      previous: asked.previous === null ? null : await open(asked.previous),
      engine: nodeEngine,
      ...(bundle.size > longBytes
        ? { inParts: { partBytes, check: (parts, terms) => checkOnThreads(asked.bundle, parts, terms) } }
        : {}),
    })
    process.stdout.write(
      asked.json
        ? `${JSON.stringify(reportJson(report))}\n`
        : `${sayReport(report, nodeEngine).join('\n')}\n`,
    )
    return report.exit
  } catch (error) {
    process.stderr.write(`The file could not be read${codeOf(error)}.\n`)
    return 1
  } finally {
    for (const source of opened) await source.close()
  }
}

function readArguments():
  { bundle: string; fingerprint: string; previous: string | null; json: boolean } | 'help' | null {
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
