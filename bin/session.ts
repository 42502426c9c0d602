import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { BulkheadError } from '../core/errors.ts'
import type { Firm } from '../core/firm/firm.ts'
import { Home } from '../core/firm/home.ts'
import { bindWorkspace, type ListedWorkspace, listWorkspaces } from '../core/firm/register.ts'
import { signIn } from '../core/firm/sign-in.ts'
import { openWorkspace, type OpenWorkspace } from '../core/host/open-workspace.ts'
import { forkProcess } from '../core/process/fork.ts'
import { ensureBuiltInModel } from '../models/ensure-built-in-model.ts'
import type { Output } from './output.ts'
import { askPassphrase } from './passphrase.ts'
import { Progress } from './progress.ts'

/** Options that every command has. */
export interface GlobalOptions {
  home?: string
  as?: string
  json?: boolean
  continueDamagedLog?: boolean
}

export function homeOf(options: GlobalOptions): Home {
  return new Home(resolve(options.home ?? process.env['BULKHEAD_HOME'] ?? join(homedir(), '.bulkhead')))
}

/** Runs `work` with a person signed in, and signs them out whatever happens. */
export async function withFirm<T>(options: GlobalOptions, work: (firm: Firm) => Promise<T>): Promise<T> {
  const home = homeOf(options)
  home.read()
  const firm = await signIn(home, {
    staff: options.as ?? null,
    passphrase: await passphraseFor(home),
    goOnFromDamagedLog: options.continueDamagedLog ?? false,
  })
  try {
    return await work(firm)
  } finally {
    firm.signOut()
  }
}

/** Null where the firm opens with this computer's login and no passphrase was given. */
async function passphraseFor(home: Home): Promise<Uint8Array | null> {
  const { login } = home.read()
  if (login === 'computer' && process.env['BULKHEAD_PASSPHRASE'] === undefined) return null
  return await askPassphrase('Passphrase')
}

/** Runs `work` with one workspace open, and locks it whatever happens. */
export async function withWorkspace<T>(
  firm: Firm,
  name: string,
  output: Output,
  work: (workspace: OpenWorkspace, signal: AbortSignal) => Promise<T>,
  goOn: string | null = null,
): Promise<T> {
  await ensureBuiltInModel((line) => output.note(line))
  const { id } = await findWorkspace(firm, name)
  const progress = new Progress()
  const workspace = await openWorkspace(bindWorkspace(firm, id, goOn), {
    start: forkProcess,
    onChecking: (done, total) => progress.show(done, total, 'checking the log'),
  })
  progress.end()
  const interrupt = new AbortController()
  const stop = () => {
    // Asked twice, a person means it; what was acknowledged is stored.
    if (interrupt.signal.aborted) process.exit(130)
    interrupt.abort()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  try {
    return await work(workspace, interrupt.signal)
  } finally {
    await workspace.lock()
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

/**
 * A workspace by its client's name or by its id.
 *
 * @throws BulkheadError `not-found`, the same for one that does not exist and one that this person may not open
 */
export async function findWorkspace(firm: Firm, name: string): Promise<ListedWorkspace> {
  const wanted = new TextEncoder().encode(name.normalize('NFC'))
  const { workspaces, closed } = await listWorkspaces(firm)
  const found = workspaces.find(
    (workspace) => workspace.id === name || Buffer.compare(workspace.name, wanted) === 0,
  )
  // A workspace that does not open has no name to be found by; it may well be the one that is meant.
  const [problem] = closed.filter(({ id }) => id === name).concat(closed)
  if (!found && problem) throw problem.problem
  if (!found)
    throw new BulkheadError('not-found', 'There is no workspace of that name that you are a member of.')
  return found
}
