import type { Command } from 'commander'
import { Output } from '../output.ts'
import { place } from '../place.ts'
import { type GlobalOptions, withSignIn } from '../session.ts'

export function addAsk(program: Command): void {
  program
    .command('ask')
    .description('answer a question from the documents of one workspace')
    .argument('<workspace>')
    .argument('<question>')
    .action(async (workspace: string, question: string) => {
      const global = program.opts<GlobalOptions>()
      const output = new Output(global.json ?? false)
      await withSignIn(
        global,
        async (session) =>
          await session.inWorkspace(workspace, output, async ({ caller }, signal) => {
            const answer = await caller.call('ask', { question }, { signal })
            output.result(answer, () =>
              answer.kind === 'not-found'
                ? [answer.text]
                : answer.citations.flatMap((citation, index) => [
                    `“${citation.quote.replace(/\s+/g, ' ')}”`,
                    `   [${index + 1}] ${place(citation)}`,
                  ]),
            )
          }),
      )
    })
}
