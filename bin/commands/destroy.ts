import type { Command } from 'commander'
import { read } from 'read'
import { BulkheadError } from '../../core/errors.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { newFile } from '../new-file.ts'
import { Output } from '../output.ts'
import { type GlobalOptions, homeOf, type Session, withMain } from '../session.ts'
import { signedIn } from './signed-in.ts'

interface DestroyOptions {
  confirm?: string
  certificate?: string
  named?: boolean
}

export function addDestroy(program: Command): void {
  program
    .command('destroy')
    .description('destroy a workspace for good: its keys, then its files (owners); asks for its name')
    .argument('<workspace>')
    .option('--confirm <name>', 'the client’s name, instead of typing it')
    .option('--certificate <file>', 'where to save the certificate of it')
    .option('--named', 'say the client’s name in the certificate that is saved')
    .action(async (name: string, options: DestroyOptions) => {
      const target = options.certificate === undefined ? null : newFile(options.certificate)
      const global = program.opts<GlobalOptions>()
      const output = new Output(global.json ?? false)
      await withMain(homeOf(global), async (session) => {
        const passphrase = await session.passphrase()
        // It is asked for once here, and wanted twice: to sign in, and for this.
        const again = passphrase && new Uint8Array(passphrase)
        await session.signIn(global, passphrase)
        await session.inWorkspace(name, output, async () => {
          const workspace = await session.findWorkspace(name)
          const typed = options.confirm ?? (await typedName(output))
          await destroy(session, output, { workspace, typed, again, target, isNamed: options.named ?? false })
        })
      })
    })

  program
    .command('destroyed')
    .description('clients of yours that were destroyed; what is left of one is tried again at every sign-in')
    .argument('[number]', 'of one of them, as the list has it')
    .option('--certificate <file>', 'save its certificate there; the client’s name is not in it')
    .action(async (number: string | undefined, { certificate }: { certificate?: string }) => {
      const target = certificate === undefined ? null : newFile(certificate)
      await signedIn(program, async (session, output) => {
        const { destructions } = await session.main.call('destructions.list', {})
        const chosen = destructions.filter((one) => number === undefined || one.number === number)
        const [latest] = chosen
        if (target !== null) {
          if (!latest) throw new BulkheadError('not-found', 'No client of yours was destroyed here.')
          const kept = await session.main.call('destructions.certificate', {
            destruction: latest.destruction,
          })
          await save(session, kept.certificate, target)
        }
        output.result({ destructions: chosen, saved: target }, () => [
          ...chosen.map(
            ({ number: one, beganMs, endedMs, by, remaining }) =>
              `${one}  ${day(endedMs ?? beganMs)}  by ${by}  ${endedMs === null ? leftWords(remaining) : 'gone'}`,
          ),
          ...(chosen.length === 0 ? ['No client of yours was destroyed here.'] : []),
          ...(target === null ? [] : ['Saved.']),
        ])
      })
    })
}

interface Meant {
  workspace: WorkspaceId
  typed: string
  again: Uint8Array | null
  target: string | null
  isNamed: boolean
}

async function destroy(session: Session, output: Output, meant: Meant): Promise<void> {
  const { workspace, typed, again, target, isNamed } = meant
  const { destruction, remaining, certificate } = await session.main.call('workspaces.destroy', {
    workspace,
    name: new TextEncoder().encode(typed.normalize('NFC')),
    passphrase: again,
    isNamed,
  })
  if (certificate && target !== null) await save(session, certificate, target)
  const saved = certificate === null ? null : target
  output.result({ destruction, remaining, saved }, () => [
    certificate === null
      ? `Its destruction has begun, and something could not be removed yet: ${leftWords(remaining)}.`
      : 'Destroyed: what was known of it here was removed, and looked for once more.',
    certificate === null
      ? 'It is tried again at every sign-in; "bulkhead destroyed" says how far it is.'
      : saved === null
        ? 'Save the certificate with "bulkhead destroyed --certificate FILE". It lists what nobody here can know.'
        : 'The certificate is saved. It lists what nobody here can know: backups, bundles, copies, paper.',
  ])
  if (certificate === null) process.exitCode = 1
}

async function save(session: Session, certificate: Uint8Array, target: string): Promise<void> {
  session.offerTarget(target)
  await session.main.call('destructions.saveCertificate', { certificate, target })
}

/** A person types it; where nobody can, it has to be given. @throws BulkheadError `unconfirmed` */
async function typedName(output: Output): Promise<string> {
  if (!process.stdin.isTTY)
    throw new BulkheadError(
      'unconfirmed',
      'This destroys a client for good. Confirm it with --confirm and the client’s name, or run it in a terminal.',
    )
  output.note('This destroys the client with everything in it: documents, conversations, log, and its keys.')
  output.note('Nobody can take it back. A backup, with its recovery sheet, is all that brings it in again.')
  return await read({ prompt: 'Type the client’s name to go on: ', output: process.stderr })
}

function leftWords({ keys, files }: { keys: number; files: number }): string {
  const things = keys + files === 1 ? 'one thing is left' : `${keys + files} things are left`
  return keys === 0 ? `${things}, and its keys are gone` : `${things}, keys among them`
}

function day(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10)
}
