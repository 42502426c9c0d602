import { read } from 'read'
import { BulkheadError } from '../core/errors.ts'

/**
 * A passphrase as NFC bytes: from the variable if it is set, else asked for on the terminal. The variable is taken out
 * of the environment at once, so that no child process can inherit it.
 *
 * @throws BulkheadError `wrong-passphrase` where there is neither
 */
export async function askPassphrase(prompt: string, variable = 'BULKHEAD_PASSPHRASE'): Promise<Uint8Array> {
  return encode(await askText(prompt, variable))
}

/** The same for a secret that has a checksum of its own. */
export async function askText(prompt: string, variable: string): Promise<string> {
  const given = process.env[variable]
  delete process.env[variable]
  if (given !== undefined) return given
  if (!process.stdin.isTTY)
    throw new BulkheadError(
      'wrong-passphrase',
      `This needs a secret: set ${variable}, or run this in a terminal.`,
    )
  return await read({ prompt: `${prompt}: `, silent: true, replace: '•', output: process.stderr })
}

function encode(passphrase: string): Uint8Array {
  if (passphrase === '') throw new BulkheadError('wrong-passphrase', 'A passphrase cannot be empty.')
  return new TextEncoder().encode(passphrase.normalize('NFC'))
}
