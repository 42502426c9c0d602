import type { Command } from 'commander'
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
        const answer = await caller.call('ask', { question }, { signal })
        output.result(answer, () =>
          answer.kind === 'not-found'
            ? [answer.text]
            : answer.citations.flatMap((citation, index) => [
                `“${citation.quote.replace(/\s+/g, ' ')}”`,
                `   [${index + 1}] ${place(citation)}`,
              ]),
        )
      })
    })
}
