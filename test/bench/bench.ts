import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { temporaryFolder } from '../builders.ts'
import { measureGenerate } from './measure-generate.ts'
import { measureInjection } from './measure-injection.ts'
import { measureChosenEmbedder, measureImport } from './measure-import.ts'
import { measureLog } from './measure-log.ts'
import { measureSearch } from './measure-search.ts'
import { measureSwitch } from './measure-switch.ts'
import { measureUnlock } from './measure-unlock.ts'
import { round, table } from './measure.ts'

/**
 * Bulkhead beside plain parts, side by side in one run: ratios say more than times, which hang on the machine. Prints a
 * table and one line of JSON.
 *
 * Usage: node test/bench/bench.ts [--entries NUMBER] [passages…]
 */
const { positionals, values } = parseArgs({
  options: { entries: { type: 'string', default: '1000000' } },
  allowPositionals: true,
})
const sizes = positionals.length > 0 ? positionals.map(Number) : [10_000, 100_000]
const folder = temporaryFolder()
const startedMs = performance.now()
try {
  const measured = await measureUnlock()
  measured.push(...(await measureSwitch()))
  measured.push(...(await measureGenerate()), ...(await measureInjection()))
  measured.push(...(await measureImport(folder.path)))
  measured.push(...(await measureChosenEmbedder(folder.path)))
  for (const size of sizes) measured.push(...(await measureSearch(folder.path, size)))
  measured.push(...(await measureLog(folder.path, Number(values.entries))))
  const machine = { node: process.version, cores: availableParallelism(), load: round(loadavg()[0] ?? 0) }
  const seconds = Math.round((performance.now() - startedMs) / 1_000)
  process.stdout.write(`${table(measured)}\n\n`)
  process.stdout.write(`${JSON.stringify({ ...machine, seconds, measured })}\n`)
} finally {
  folder.remove()
}
