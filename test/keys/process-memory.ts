import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

const pieceBytes = 16 * 1024 * 1024

/**
 * How often each needle stands in the memory of a running child process (Linux: every mapping with pages in use, as
 * a core dump would hold it). A needle that spans two mappings is not found; there are no such allocations.
 */
export function countInMemory(pid: number, needles: Record<string, Uint8Array>): Record<string, number> {
  const counts = new Map(Object.keys(needles).map((name) => [name, 0]))
  const overlap = Math.max(...Object.values(needles).map((needle) => needle.length)) - 1
  const window = Buffer.alloc(overlap + pieceBytes)
  const memory = openSync(`/proc/${pid}/mem`, 'r')
  try {
    for (const { start, end } of residentMappings(pid)) {
      let kept = 0
      for (let at = start; at < end; at += pieceBytes) {
        const read = readSync(memory, window, kept, Math.min(pieceBytes, end - at), at)
        const filled = window.subarray(0, kept + read)
        for (const [name, needle] of Object.entries(needles)) {
          // A hit that ends inside the part kept from the piece before was counted there.
          const from = Math.max(0, kept - needle.length + 1)
          counts.set(name, (counts.get(name) ?? 0) + occurrences(filled, needle, from))
        }
        kept = Math.min(overlap, filled.length)
        window.copyWithin(0, filled.length - kept, filled.length)
      }
    }
  } finally {
    closeSync(memory)
    window.fill(0)
  }
  return Object.fromEntries(counts)
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
