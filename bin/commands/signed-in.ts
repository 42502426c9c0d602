import type { Command } from 'commander'
import { Output } from '../output.ts'
import { type GlobalOptions, type Session, withSignIn } from '../session.ts'

/** Signs in, runs the command, and locks everything whatever happens. */
export async function signedIn(
  program: Command,
  work: (session: Session, output: Output) => Promise<void>,
): Promise<void> {
  const global = program.opts<GlobalOptions>()
  await withSignIn(global, async (session) => await work(session, new Output(global.json ?? false)))
}
