import { type Command, Option } from 'commander'
import { SearchMode } from '../../core/contract/workspace/search.ts'
import { wholeNumber } from '../number-option.ts'
import { place } from '../place.ts'
import { inWorkspace } from './in-workspace.ts'

export function addSearch(program: Command): void {
  program
    .command('search')
    .description('passages that fit a query, best first')
    .argument('<workspace>')
    .argument('<query>')
    .option('--limit <number>', 'how many', wholeNumber(1, 200), 10)
    .addOption(new Option('--mode <mode>').choices(SearchMode.options).default('fused'))
    .action(async (workspace: string, query: string, options: { limit: number; mode: SearchMode }) => {
      await inWorkspace(program, workspace, async ({ caller, signal, output }) => {
        const result = await caller.call(
          'search',
          { query, limit: options.limit, mode: options.mode },
          { signal },
        )
        output.result(result, () =>
          result.hits.length === 0
            ? ['Nothing in this client’s documents fits that.']
            : result.hits.flatMap((hit, index) => [
                `${index + 1}. ${place(hit)}`,
                `   ${hit.text.replace(/\s+/g, ' ').slice(0, 160)}`,
              ]),
        )
      })
    })
}
