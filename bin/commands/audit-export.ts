import { type Command, InvalidArgumentError, Option } from 'commander'
import { ReleaseLevel } from '../../core/release-level.ts'
import { wholeNumber } from '../number-option.ts'
import { Progress } from '../progress.ts'
import { newFile } from '../new-file.ts'
import { inWorkspace } from './in-workspace.ts'

interface Options {
  from?: { seq: number } | { timeMs: number }
  to?: { seq: number } | { timeMs: number }
  level: ReleaseLevel
  mask?: boolean
  since?: number
}

const highest = Number.MAX_SAFE_INTEGER - 1
const released: Record<ReleaseLevel, string> = {
  proof: 'hashes and structure alone',
  redacted: 'kinds, times, people and documents by code, models',
  named: 'what redacted has, and names and titles',
  full: 'all words and names',
}

export function addAuditExport(program: Command, audit: Command): void {
  audit
    .command('export')
    .description('write a bundle that anybody can verify with the key’s fingerprint')
    .argument('<workspace>')
    .argument('<out.zip>')
    .option('--from <entry or date>', 'the first entry: its number, or YYYY-MM-DD', bound(0))
    .option('--to <entry or date>', 'the last entry: its number, or YYYY-MM-DD', bound(1))
    .addOption(
      new Option('--level <level>', 'how much is released; names and words need an owner')
        .choices(ReleaseLevel.options)
        .default('redacted'),
    )
    .option('--mask', 'mask addresses, telephone, card and account numbers in what is released')
    .option(
      '--since <entries>',
      'show that the log continues the state of that many entries, as an earlier bundle or check has it (default: the last export)',
      wholeNumber(1, highest),
    )
    .action(async (workspace: string, out: string, { from, to, level, mask, since }: Options) => {
      const target = newFile(out)
      const progress = new Progress()
      await inWorkspace(program, workspace, async ({ caller, offerTarget, signal, output, session }) => {
        await offerTarget(target)
        const exported = await caller
          .call(
            'log.export',
            {
              target,
              from: from ?? null,
              before: to ?? null,
              level,
              masked: mask ?? false,
              since: since ?? null,
            },
            {
              signal,
              onEvent(event, payload) {
                if (event === 'log.exporting') progress.show(payload.done, payload.total, 'entries')
              },
            },
          )
          .finally(() => progress.end())
        const { fingerprint: key } = await session.main.call('firm.key', {})
        const { values } = exported
        output.result({ ...exported, key }, () => [
          `Exported entries ${exported.from} to ${exported.to - 1} of ${exported.size}: ${released[level]}.`,
          ...(level === 'proof' ? [] : [`Values: ${words(values)}.`]),
          `The bundle is signed by this installation’s key. Tell its fingerprint to the recipient in another way:`,
          `  ${key}`,
        ])
      })
    })
}

function words(values: Record<string, number>): string {
  const names: Record<string, string> = {
    opened: 'released',
    masked: 'masked',
    erased: 'erased with their document',
    notReadable: 'not yours to read',
    sealed: 'sealed',
  }
  return Object.entries(names)
    .filter(([key]) => (values[key] ?? 0) > 0)
    .map(([key, name]) => `${values[key]} ${name}`)
    .join(', ')
}

/** The number of an entry or a day of this computer's calendar; `later` 1 gives what comes right after it. */
function bound(later: 0 | 1): (value: string) => { seq: number } | { timeMs: number } {
  return (value) => {
    if (/^\d{1,15}$/.test(value)) return { seq: Number(value) + later }
    const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? []).map(Number)
    if (year !== undefined && month !== undefined && day !== undefined) {
      const start = new Date(year, month - 1, day)
      if (start.getMonth() === month - 1 && start.getDate() === day)
        return { timeMs: new Date(year, month - 1, day + later).getTime() }
    }
    throw new InvalidArgumentError('It must be the number of an entry, or a day as YYYY-MM-DD.')
  }
}
