import { readdirSync, readFileSync } from 'node:fs'

/** The processes that a process has started, and those that they have, as long as they run (Linux). */
export function childrenOf(pid: number): number[] {
  return startedBy(pid).flatMap((child) => [child, ...childrenOf(child)])
}

function startedBy(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent)
}

/** Null for a process that has ended meanwhile. */
function parentOf(pid: number): number | null {
  try {
    const [, parent] = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(parent)
  } catch {
    return null
  }
}

/** Whether a process runs: one that has ended and waits for its parent to notice does not. */
export function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
