import { resolve } from 'node:path'
import type { Command } from 'commander'
import { noteInReceipt } from '../../core/audit/receipt.ts'
import { readTextFile, saveNewFile } from '../../core/host/text-file.ts'
import { withFileProgress } from '../file-progress.ts'
import { newFile } from '../new-file.ts'
import { inWorkspace } from './in-workspace.ts'

/** No receipt is longer. */
const longestCharacters = 20_000

export function addAuditReceipt(program: Command, audit: Command): void {
  audit
    .command('receipt')
    .description('the signed state of the log, to keep on another machine or on paper')
    .argument('<workspace>')
    .argument('[file]', 'where to save it (default: print it)')
    .action(async (workspace: string, file: string | undefined) => {
      const target = file === undefined ? null : newFile(file)
      await inWorkspace(program, workspace, async ({ caller, signal, output }) => {
        const { qr: _qr, ...receipt } = await caller.call('log.receipt', {}, { signal })
        if (target !== null) saveNewFile(target, receipt.text)
        output.result(receipt, () =>
          target === null
            ? [receipt.text.trimEnd()]
            : [
                `Saved: the state of the log with ${receipt.size} entries, signed.`,
                'Keep the file on another machine. "bulkhead audit check --receipt FILE" holds the log against it.',
              ],
        )
      })
    })
}

/** Holds the log against a receipt: exit code 0 where it is intact, 1 for anything else. */
export async function checkAgainstReceipt(
  program: Command,
  workspace: string | undefined,
  file: string,
): Promise<void> {
  const text = readTextFile(resolve(file)).slice(0, longestCharacters)
  await inWorkspace(program, workspace ?? logOf(text), async ({ caller, signal, output }) => {
    const checked = await withFileProgress(
      async (onEvent) => await caller.call('log.checkReceipt', { text }, { signal, onEvent }),
    )
    output.result(checked, () => [checked.sentence])
    if (checked.verdict !== 'intact') process.exitCode = 1
  })
}

/** The log that a receipt says it is of, which is the id of its workspace. */
function logOf(text: string): string {
  const [origin = ''] = noteInReceipt(text).split('\n', 1)
  return origin.slice(origin.lastIndexOf('/') + 1)
}
