import { readFileSync } from 'node:fs'
import { memoryPieces } from '../keys/process-memory.ts'
import type { Needles } from './needles.ts'

/**
 * What stands in the memory of a running process, which stands still meanwhile (Linux). These are the pages that a core
 * dump would hold; a dump itself is ten gigabytes, since it has the addresses that V8 only reserves.
 */
export function searchMemory(needles: Needles, pid: number): string[] {
  const found = new Set<string>()
  process.kill(pid, 'SIGSTOP')
  try {
    while (!/^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, 'utf8')));
    for (const { bytes } of memoryPieces(pid, needles.overlapBytes)) needles.findIn(bytes, found)
  } finally {
    process.kill(pid, 'SIGCONT')
  }
  return [...found].sort()
}
