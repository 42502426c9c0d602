import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createFirm } from '../../core/firm/create-firm.ts'
import { Home } from '../../core/firm/home.ts'
import { temporaryFolder } from '../builders.ts'
import { leastStretch } from '../keys/least-stretch.ts'

const launcher = fileURLToPath(new URL('../../bin/bulkhead.cjs', import.meta.url))

/** How a command ended and what it printed. */
export interface CommandResult {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

/** A command under way; the launcher becomes main, so `process.pid` is main's. */
export interface RunningCommand {
  process: ChildProcess
  ended: Promise<CommandResult>
}

/** The command line over one home, as a person runs it: a process for each command, the passphrase in the environment. */
export class CommandLine {
  static readonly passphrase = 'correct horse battery staple'
  readonly home: string
  readonly #folder = temporaryFolder()

  constructor() {
    this.home = join(this.#folder.path, 'home')
  }

  /** Starts a command; `environment` is added to, or where undefined taken from, what every command gets. */
  start(args: readonly string[], environment: Record<string, string | undefined> = {}): RunningCommand {
    const child = spawn(process.execPath, [launcher, '--home', this.home, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], BULKHEAD_PASSPHRASE: CommandLine.passphrase, ...environment },
    })
    return { process: child, ended: collect(child) }
  }

  async run(
    args: readonly string[],
    environment: Record<string, string | undefined> = {},
  ): Promise<CommandResult> {
    return await this.start(args, environment).ended
  }

  /** Runs a command with `--json`; its one object, and the exit code. */
  async json(
    args: readonly string[],
    environment: Record<string, string | undefined> = {},
  ): Promise<{ code: number | null; value: unknown }> {
    const { code, stdout } = await this.run(['--json', ...args], environment)
    return { code, value: JSON.parse(stdout) }
  }

  /** A firm with one account, whose sign-in takes as little as is allowed, and its first workspaces. */
  async setUp(...workspaces: readonly string[]): Promise<void> {
    await createFirm(
      new Home(this.home),
      {
        name: 'Firm',
        staff: 'Olive',
        keyStore: 'passphrase',
        passphrase: new TextEncoder().encode(CommandLine.passphrase),
      },
      leastStretch(),
    )
    for (const name of workspaces) await this.addWorkspace(name)
  }

  async addWorkspace(name: string): Promise<void> {
    await this.#done(['workspace', 'create', name])
  }

  remove(): void {
    this.#folder.remove()
  }

  async #done(args: readonly string[]): Promise<void> {
    const { code, stderr } = await this.run(args)
    if (code !== 0) throw new Error(`"${args.join(' ')}" ended with ${code}: ${stderr}`)
  }
}

/** Gathers what a process prints until it has ended. */
export async function collect(child: ChildProcess): Promise<CommandResult> {
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout?.on('data', (data: Buffer) => out.push(data))
  child.stderr?.on('data', (data: Buffer) => err.push(data))
  await once(child, 'close')
  return {
    code: child.exitCode,
    signal: child.signalCode,
    stdout: Buffer.concat(out).toString('utf8'),
    stderr: Buffer.concat(err).toString('utf8'),
  }
}
