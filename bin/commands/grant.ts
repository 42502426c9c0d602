import { type Command, Option } from 'commander'
import type { Grant, GrantLevel } from '../../core/contract/grants.ts'
import { usualGrantHours } from '../../core/contract/grants.ts'
import { BulkheadError } from '../../core/errors.ts'
import { saveWhole } from '../../core/export/output-file.ts'
import { GrantId } from '../../core/ids.ts'
import { decryptWith } from '../../core/keys/age.ts'
import { wholeNumber } from '../number-option.ts'
import type { Output } from '../output.ts'
import type { Session } from '../session.ts'
import { newFile } from '../new-file.ts'
import { inWorkspace } from './in-workspace.ts'
import { signedIn } from './signed-in.ts'

const pieceBytes = 512 * 1024
const dayMs = 86_400_000
const days = wholeNumber(1, 10_000)

const level = () =>
  new Option('--level <level>', 'full is asked for with it, and takes a second approval').choices([
    'redacted',
    'full',
  ])

export function addGrant(program: Command): void {
  const grant = program.command('grant').description('operators’ looks at the log of a workspace')

  grant
    .command('ask')
    .description('as an operator: ask to look at the log of the client of that number')
    .argument('<number>', 'as its owners read it out')
    .requiredOption('--reason <text>', 'stays in both logs')
    .option('--last <days>', 'of the log; default: all of it', days)
    .addOption(level().default('redacted'))
    .action(async (number: string, options: { reason: string; last?: number; level: GrantLevel }) => {
      await signedIn(program, async ({ main }, output) => {
        const { reason, last } = options
        const fromMs = last === undefined ? null : Date.now() - last * dayMs
        const asked = await main.call('grants.ask', { number, reason, level: options.level, fromMs })
        output.result(asked, () => [`Asked. The number of the request is ${asked.grant}.`])
      })
    })

  grant
    .command('list')
    .description('as an operator: your requests; with a workspace, as its owner: those about it')
    .argument('[workspace]')
    .action(async (workspace: string | undefined) => {
      const show = (output: Output, { grants }: { grants: Grant[] }, number: string | null) =>
        output.result({ ...(number === null ? {} : { number }), grants }, () => [
          ...(number === null ? [] : [`This client’s number is ${number}.`]),
          ...grants.map(
            (one) => `${one.grant}  ${one.state}  ${one.level}  ${one.operatorName}: ${one.reason}`,
          ),
        ])
      if (workspace === undefined)
        await signedIn(program, async ({ main }, output) =>
          show(output, await main.call('grants.mine', {}), null),
        )
      else
        await inWorkspace(program, workspace, async ({ caller, output }) => {
          const listed = await caller.call('grants.list', {})
          show(output, listed, listed.number)
        })
    })

  grant
    .command('withdraw')
    .description('as an operator: take back what was not answered yet')
    .argument('<request>')
    .action(async (request: string) => {
      await signedIn(program, async ({ main }, output) => {
        await main.call('grants.withdraw', { grant: idOf(request) })
        output.result({ grant: request }, () => ['Withdrawn.'])
      })
    })

  grant
    .command('approve')
    .description('as an owner: release the log, redacted, or less of it than was asked for')
    .argument('<workspace>')
    .argument('<request>')
    .option('--hours <hours>', 'for how long', wholeNumber(1, 168), usualGrantHours)
    .option('--last <days>', 'of the log alone; never more than was asked for', days)
    .addOption(level())
    .action(
      async (
        workspace: string,
        request: string,
        options: { hours: number; last?: number; level?: GrantLevel },
      ) => {
        await inWorkspace(program, workspace, async ({ caller, output }) => {
          await caller.call('grants.approve', {
            grant: idOf(request),
            hours: options.hours,
            fromMs: options.last === undefined ? null : Date.now() - options.last * dayMs,
            level: options.level ?? null,
          })
          output.result({ grant: request }, () => ['Released, redacted, encrypted to that operator alone.'])
        })
      },
    )

  grant
    .command('approve-words')
    .description('as an owner: release the words too, under a grant that is live')
    .argument('<workspace>')
    .argument('<request>')
    .requiredOption('--reason <text>', 'stays in this client’s log')
    .action(async (workspace: string, request: string, { reason }: { reason: string }) => {
      await inWorkspace(program, workspace, async ({ caller, output }) => {
        await caller.call('grants.approveFull', { grant: idOf(request), reason })
        output.result({ grant: request }, () => ['The words are released.'])
      })
    })

  for (const { verb, method, description, done } of ends)
    grant
      .command(verb)
      .description(description)
      .argument('<workspace>')
      .argument('<request>')
      .action(async (workspace: string, request: string) => {
        await inWorkspace(program, workspace, async ({ caller, output }) => {
          await caller.call(method, { grant: idOf(request) })
          output.result({ grant: request }, () => [done])
        })
      })

  grant
    .command('open')
    .description('as an operator: one look; saves what was released as an audit bundle, for bulkhead-verify')
    .argument('<request>')
    .argument('<out.zip>')
    .addOption(level().default('redacted'))
    .action(async (request: string, out: string, options: { level: GrantLevel }) => {
      const target = newFile(out)
      await signedIn(program, async (session, output) => {
        const { bundle, fingerprint } = await opened(session, idOf(request), options.level)
        saveWhole(target, bundle)
        output.result({ grant: request, bytes: bundle.length, key: fingerprint }, () => [
          `Saved; ${bundle.length} bytes, no longer encrypted. Delete it when you are done.`,
          `Verify it with: bulkhead-verify ${out} --key "${fingerprint}"`,
        ])
      })
    })
}

const ends = [
  {
    verb: 'refuse',
    method: 'grants.refuse',
    description: 'as an owner: refuse a request',
    done: 'Refused. Nothing was released.',
  },
  {
    verb: 'revoke',
    method: 'grants.revoke',
    description: 'as an owner: end a grant at once',
    done: 'Taken back. What was released is deleted.',
  },
] as const

/** One look: the file in pieces, decrypted with the key of that look. */
async function opened({ main }: Session, grant: GrantId, of: GrantLevel) {
  const { fileKey, bytes, fingerprint } = await main.call('grants.look', { grant, level: of })
  const file = new Uint8Array(bytes)
  for (let start = 0; start < bytes; start += pieceBytes) {
    const end = Math.min(bytes, start + pieceBytes)
    file.set((await main.call('grants.read', { grant, level: of, start, end })).bytes, start)
  }
  try {
    return { bundle: await decryptWith(fileKey, file), fingerprint }
  } finally {
    fileKey.fill(0)
  }
}

function idOf(request: string): GrantId {
  const id = GrantId.safeParse(request)
  if (!id.success) throw new BulkheadError('not-found', 'There is no such request.')
  return id.data
}
