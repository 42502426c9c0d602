import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { CommandLine, CommandResult } from '../bin/command-line.ts'

/** What is ended in the middle of an import, and how: three processes by SIGKILL, or main by Ctrl+C. */
export const victims = ['main', 'workspace', 'extractor', 'interrupt'] as const
export type Victim = (typeof victims)[number]

export interface KilledImport {
  victim: Victim
  afterMs: number
  /** False where the import had ended before its moment came. */
  struck: boolean
  result: CommandResult
  /** How long main lived on. */
  mainMs: number
  /** How long the workspace process lived on without its main; it holds the file until then. */
  orphanMs: Promise<number>
}

/**
 * Starts an import and strikes `afterMs` later. Resolves when main has ended; processes that main left behind may
 * still be there.
 */
export async function killImport(
  commandLine: CommandLine,
  args: readonly string[],
  { victim, afterMs }: { victim: Victim; afterMs: number },
): Promise<KilledImport> {
  const { process: main, ended } = commandLine.start(['--json', 'import', ...args])
  const pid = main.pid ?? -1
  const over = () => main.exitCode !== null || main.signalCode !== null
  await wait(afterMs)
  const name = victim === 'extractor' ? 'extractor-process' : 'workspace-process'
  const wanted = victim === 'workspace' || victim === 'extractor'
  let target = wanted ? descendant(pid, name) : pid
  while (target === null && !over()) {
    await wait(3)
    target = descendant(pid, name)
  }
  const workspace = descendant(pid, 'workspace-process')
  const struck = !over() && target !== null && kill(target, victim === 'interrupt' ? 'SIGINT' : 'SIGKILL')
  const atMs = performance.now()
  const orphanMs = workspace === null ? Promise.resolve(0) : gone(workspace).then((end) => end - atMs)
  const result = await ended
  return { victim, afterMs, struck, result, mainMs: performance.now() - atMs, orphanMs }
}

function kill(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

/** A process below `root` that runs this program, as source or built (Linux). */
function descendant(root: number, file: string): number | null {
  const parents = new Map<number, number>()
  let found: number[] = []
  for (const entry of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]))
      if (readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes(file)) found.push(Number(entry))
    } catch {
      // It ended while the list was read.
    }
  }
  found = found.filter((pid) => isBelow(pid, root, parents))
  return found[0] ?? null
}

function isBelow(pid: number, root: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at))
    if (at === root) return true
  return false
}

/** Resolves with the time at which a process holds nothing any more. */
async function gone(pid: number): Promise<number> {
  for (;;) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      if (/^ [ZX]/.test(stat.slice(stat.lastIndexOf(')') + 1))) return performance.now()
    } catch {
      return performance.now()
    }
    await wait(2)
  }
}
