import type { Command } from 'commander'
import { Output } from '../output.ts'
import { type GlobalOptions, withSignIn } from '../session.ts'

export function addAuditKey(program: Command, audit: Command): void {
  audit
    .command('key')
    .description('the fingerprint of the key that signs the logs here, to read out')
    .action(async () => {
      const global = program.opts<GlobalOptions>()
      const output = new Output(global.json ?? false)
      await withSignIn(global, async ({ main }) => {
        const key = await main.call('firm.key', {})
        output.result(key, () => [key.fingerprint])
      })
    })
}
