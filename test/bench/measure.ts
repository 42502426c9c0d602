/** One thing measured beside what it is compared with, in the same run. */
export interface Measured {
  what: string
  /** What both numbers are, for instance `ms`. */
  unit: string
  bulkhead: number
  reference: number | null
  /** What the reference is. */
  against: string
}

/** Half of the runs took no longer, in milliseconds; the first run warms up and does not count. */
export async function medianMs(runs: number, work: (run: number) => unknown): Promise<number> {
  await work(0)
  const times: number[] = []
  for (let run = 1; run <= runs; run += 1) {
    const startedMs = performance.now()
    await work(run)
    times.push(performance.now() - startedMs)
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN
}

/** Wall and CPU time of one run out of many, in milliseconds. */
export function meanMs(runs: number, work: () => unknown): { wallMs: number; cpuMs: number } {
  work()
  const cpu = process.cpuUsage()
  const startedMs = performance.now()
  for (let run = 0; run < runs; run += 1) work()
  const wallMs = (performance.now() - startedMs) / runs
  const { user, system } = process.cpuUsage(cpu)
  return { wallMs, cpuMs: (user + system) / 1_000 / runs }
}

/** A table for a person, ratios first. */
export function table(measured: readonly Measured[]): string {
  const rows = measured.map(({ what, unit, bulkhead, reference, against }) => [
    reference === null ? '' : `${round(bulkhead / reference)}×`,
    what,
    `${round(bulkhead)} ${unit}`,
    reference === null ? '' : `${round(reference)} ${unit}`,
    against,
  ])
  const lines = [['ratio', 'what', 'Bulkhead', 'reference', 'reference is'], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export function round(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}
