import type { Command } from 'commander'
import { BulkheadError } from '../../core/errors.ts'
import { place } from '../place.ts'
import { inWorkspace } from './in-workspace.ts'

export function addAsk(program: Command): void {
  program
    .command('ask')
    .description('answer a question from the documents of one workspace')
    .argument('<workspace>')
    .argument('<question>')
    .action(async (workspace: string, question: string) => {
      await inWorkspace(program, workspace, async ({ caller, signal, output }) => {
        const { answer, reply } = await caller.call('ask', { question }, { signal })
        if (reply.kind === 'stopped') throw new BulkheadError('cancelled', 'Stopped.')
        output.result({ answer, ...reply }, () =>
          reply.kind === 'not-found'
            ? [reply.text]
            : reply.citations.flatMap((citation, index) => [
                `“${citation.quote.replace(/\s+/g, ' ')}”`,
                `   [${index + 1}] ${place(citation)}`,
              ]),
        )
      })
    })
}
