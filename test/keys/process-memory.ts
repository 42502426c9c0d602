import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

const pieceBytes = 1024 * 1024
const pageBytes = 4096

/**
 * How often each needle stands in the memory of a running child process (Linux: every mapping with pages in use, as
 * a core dump would hold it). A needle that spans two mappings is not found; there are no such allocations.
 */
export function countInMemory(pid: number, needles: Record<string, Uint8Array>): Record<string, number> {
  const counts = new Map(Object.keys(needles).map((name) => [name, 0]))
  const overlapBytes = Math.max(...Object.values(needles).map((needle) => needle.length)) - 1
  for (const { bytes, keptBytes } of memoryPieces(pid, overlapBytes))
    for (const [name, needle] of Object.entries(needles)) {
      // A hit that ends inside the part kept from the piece before was counted there.
      const from = Math.max(0, keptBytes - needle.length + 1)
      counts.set(name, (counts.get(name) ?? 0) + occurrences(bytes, needle, from))
    }
  return Object.fromEntries(counts)
}

/**
 * The memory of a running process, piece by piece, in one buffer that is written over and zeroed at the end. The first
 * `keptBytes` of a piece are the last of the one before.
 */
export function* memoryPieces(
  pid: number,
  overlapBytes: number,
): Generator<{ bytes: Buffer; keptBytes: number }> {
  const window = Buffer.alloc(overlapBytes + pieceBytes)
  const memory = openSync(`/proc/${pid}/mem`, 'r')
  const pages = openSync(`/proc/${pid}/pagemap`, 'r')
  try {
    for (const { start, end } of residentMappings(pid)) {
      let kept = 0
      for (let at = start; at < end; at += pieceBytes) {
        if (!inUse(pages, at, Math.min(end, at + pieceBytes))) {
          kept = 0
          continue
        }
        const read = readSync(memory, window, kept, Math.min(pieceBytes, end - at), at)
        const bytes = window.subarray(0, kept + read)
        yield { bytes, keptBytes: kept }
        kept = Math.min(overlapBytes, bytes.length)
        window.copyWithin(0, bytes.length - kept, bytes.length)
      }
    }
  } finally {
    closeSync(pages)
    closeSync(memory)
    window.fill(0)
  }
}

/** Whether any page of a range is in memory or swapped out: the two highest bits of its word in the page map. */
function inUse(pages: number, start: number, end: number): boolean {
  const words = Buffer.alloc(((end - start) / pageBytes) * 8)
  readSync(pages, words, 0, words.length, (start / pageBytes) * 8)
  for (let at = 7; at < words.length; at += 8) if (words[at]! >= 64) return true
  return false
}

function occurrences(hay: Buffer, needle: Uint8Array, from: number): number {
  let count = 0
  for (let at = hay.indexOf(needle, from); at !== -1; at = hay.indexOf(needle, at + 1)) count++
  return count
}

function residentMappings(pid: number): { start: number; end: number }[] {
  const mappings: { start: number; end: number }[] = []
  let current: { start: number; end: number } | undefined
  for (const line of readFileSync(`/proc/${pid}/smaps`, 'utf8').split('\n')) {
    const head = /^([0-9a-f]+)-([0-9a-f]+) (r?)\S* .*?(\[v\w+\])?$/.exec(line)
    if (head) {
      const readable = head[3] === 'r' && head[4] === undefined
      current = readable ? { start: parseInt(head[1]!, 16), end: parseInt(head[2]!, 16) } : undefined
    } else if (current !== undefined && /^(?:Rss|Swap): +[1-9]/.test(line)) {
      mappings.push(current)
      current = undefined
    }
  }
  return mappings
}
