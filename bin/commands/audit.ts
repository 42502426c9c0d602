import type { Command } from 'commander'
import { wholeNumber } from '../number-option.ts'
import { addAuditCertificate } from './audit-certificate.ts'
import { addAuditExport } from './audit-export.ts'
import { addAuditKey } from './audit-key.ts'
import { addAuditReceipt, checkAgainstReceipt } from './audit-receipt.ts'
import { inWorkspace } from './in-workspace.ts'

export function addAudit(program: Command): void {
  const audit = program.command('audit').description('the log of a workspace')

  audit
    .command('show')
    .description('the latest entries, newest first')
    .argument('<workspace>')
    .option('--limit <number>', 'how many', wholeNumber(1, 1_000), 50)
    .action(async (workspace: string, options: { limit: number }) => {
      await inWorkspace(program, workspace, async ({ caller, output }) => {
        const log = await caller.call('log.list', { limit: options.limit })
        output.result(log, () =>
          log.entries.map(
            (entry) =>
              `${String(entry.seq).padStart(6)}  ${new Date(entry.at).toISOString()}  ${entry.type.padEnd(18)} ${entry.role.padEnd(8)} ${entry.outcome}`,
          ),
        )
      })
    })

  audit
    .command('check')
    .description('recompute the log and hold it against the state that was last signed, or against a receipt')
    .argument('[workspace]', 'with a receipt: the one that the receipt is of, where none is named')
    .option('--receipt <file>', 'a receipt that was kept elsewhere')
    .action(async (workspace: string | undefined, { receipt }: { receipt?: string }, command: Command) => {
      if (receipt !== undefined) return await checkAgainstReceipt(program, workspace, receipt)
      if (workspace === undefined) return command.error("error: missing required argument 'workspace'")
      await inWorkspace(program, workspace, async ({ caller, signal, output, session }) => {
        // Opening it has just recomputed all of it.
        const { size, root } = await caller.call('log.check', { fresh: false }, { signal })
        const { fingerprint: key } = await session.main.call('firm.key', {})
        output.result({ intact: true, size, root, key }, () => [
          `The log is intact: ${size} entries, root ${root}.`,
          `Signed by this installation’s key ${key}.`,
        ])
      })
    })

  audit
    .command('continue')
    .description('open a workspace whose log does not check, with a record of what was found (owners)')
    .argument('<workspace>')
    .requiredOption('--reason <text>', 'why it is right to go on; it stands in the log, sealed')
    .action(async (workspace: string, options: { reason: string }) => {
      await inWorkspace(
        program,
        workspace,
        async ({ caller, output }) => {
          const { size } = await caller.call('log.check', {})
          output.result({ continued: true, size }, () => [
            `The workspace is open again. What was found and your reason stand in its log, now ${size} entries long.`,
          ])
        },
        options.reason,
      )
    })

  addAuditExport(program, audit)
  addAuditKey(program, audit)
  addAuditReceipt(program, audit)
  addAuditCertificate(program, audit)
}
