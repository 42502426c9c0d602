import type { Command } from 'commander'
import { signedIn } from './signed-in.ts'

export function addAuditKey(program: Command, audit: Command): void {
  audit
    .command('key')
    .description('the fingerprint of the key that signs the logs here, to read out')
    .action(async () => {
      await signedIn(program, async ({ main }, output) => {
        const key = await main.call('firm.key', {})
        output.result(key, () => [key.fingerprint])
      })
    })
}
