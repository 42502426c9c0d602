import type { Command } from 'commander'
import type { WorkspaceCaller } from '../../core/host/open-workspace.ts'
import type { Output } from '../output.ts'
import type { Session } from '../session.ts'
import { signedIn } from './signed-in.ts'

/** What a command that works in one workspace gets. */
interface WorkspaceCommand {
  caller: WorkspaceCaller
  /** To be called with the paths of an import before it. */
  offer: (paths: readonly string[]) => Promise<void>
  /** To be called with the place of an export before it. */
  offerTarget: (path: string) => Promise<void>
  /** Aborted by Ctrl+C. */
  signal: AbortSignal
  output: Output
  session: Session
}

/**
 * Signs in, opens the workspace, runs the command in it, and locks it whatever happens.
 *
 * @param goOn an owner's reason to open it although its log does not check, or null
 */
export async function inWorkspace(
  program: Command,
  name: string,
  work: (command: WorkspaceCommand) => Promise<void>,
  goOn: string | null = null,
): Promise<void> {
  await signedIn(program, async (session, output) => {
    await session.inWorkspace(
      name,
      output,
      async (open, signal) =>
        await work({
          caller: open.caller,
          offer: async (paths) => await open.offer(paths),
          offerTarget: async (path) => await open.offerTarget(path),
          signal,
          output,
          session,
        }),
      goOn,
    )
  })
}
