import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

const tables = ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6']
const inodeColumn = 9

/** How many of the sockets that a process has open are Internet sockets, listening or not (Linux). */
export function internetSockets(pid: number): number {
  const inodes = new Set(
    tables.flatMap((table) =>
      readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s+/)[inodeColumn]),
    ),
  )
  return readdirSync(`/proc/${pid}/fd`).filter((fd) => {
    try {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? []
      return inode !== undefined && inodes.has(inode)
    } catch {
      return false
    }
  }).length
}
