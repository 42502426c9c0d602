import { resolve } from 'node:path'
import type { Command } from 'commander'
import { readTextFile } from '../../core/host/text-file.ts'
import { signedIn } from './signed-in.ts'

/** No certificate is longer, with as many days in it as there may be. */
const longestBytes = 1024 * 1024

/** Exit code 0 where it was signed here and is as it was signed, 1 for anything else. */
export function addAuditCertificate(program: Command, audit: Command): void {
  audit
    .command('certificate')
    .description('whether a certificate of destruction was signed by this firm, and is as it was signed')
    .argument('<file>')
    .action(async (file: string) => {
      const certificate = new TextEncoder().encode(readTextFile(resolve(file))).subarray(0, longestBytes)
      await signedIn(program, async (session, output) => {
        const { isOurs } = await session.main.call('destructions.checkCertificate', { certificate })
        output.result({ isOurs }, () => [
          isOurs
            ? 'This certificate was signed by this firm’s key, and is as it was signed.'
            : 'This is no certificate that this firm’s key has signed, or it was changed.',
        ])
        if (!isOurs) process.exitCode = 1
      })
    })
}
