import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { childrenOf } from '../disk/children.ts'
import { temporaryFolder } from '../builders.ts'

export interface TracedRun {
  exitCode: number | null
  output: string
  /** Calls that concern any address family that reaches beyond this computer's kernel, as strace prints them. */
  networkCalls: string[]
  /** Processes and threads that were traced. */
  traced: number
}

interface Trace {
  /** Runs in an empty network namespace; only root may make one. */
  withoutNetwork?: boolean
  environment?: Record<string, string>
  /** Called every 50 ms with the processes below the tracer. */
  onLook?: (pids: number[]) => void
}

/** Runs Node with these arguments under strace, which follows every process and thread that comes of it. */
export async function traced(nodeArguments: readonly string[], options: Trace = {}): Promise<TracedRun> {
  const folder = temporaryFolder()
  const log = join(folder.path, 'strace')
  const command = [
    'strace',
    '-f',
    // The kernel stops at the calls that are traced alone; else everything takes four times as long.
    '--seccomp-bpf',
    '-qq',
    '-e',
    'trace=%network',
    '-o',
    log,
    process.execPath,
    ...nodeArguments,
  ]
  const [file = '', ...rest] = options.withoutNetwork ? ['unshare', '--net', ...command] : command
  const child = spawn(file, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: folder.path, ...options.environment },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (output += data.toString()))
  const looking = setInterval(() => options.onLook?.(childrenOf(child.pid ?? -1)), 50)
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('close', resolve)
      child.once('error', reject)
    })
    const lines = readFileSync(log, 'utf8').split('\n').filter(Boolean)
    return {
      exitCode,
      output,
      networkCalls: lines.filter(isNetworkCall),
      traced: new Set(lines.map((line) => line.split(' ')[0])).size,
    }
  } finally {
    clearInterval(looking)
    folder.remove()
  }
}

/**
 * Any family counts but local sockets and netlink: the SQLite driver and the browser ask the kernel for the names and
 * addresses of its network interfaces, which reaches nobody; its answer speaks of other families.
 */
function isNetworkCall(line: string): boolean {
  // A call that another thread's came between is printed in two lines, of which the second has no file number.
  if (/\brecvmsg\b.*\bmsg_name=\{sa_family=AF_NETLINK\b/.test(line)) return false
  return /\b[AP]F_(?!UNIX\b|UNSPEC\b|LOCAL\b|NETLINK\b)[A-Z0-9_]+/.test(line)
}
