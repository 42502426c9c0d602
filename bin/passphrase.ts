import { read } from 'read'
import { BulkheadError } from '../core/errors.ts'

/**
 * A passphrase as NFC bytes: from the variable if it is set, else asked for on the terminal.
 *
 * @throws BulkheadError `wrong-passphrase` where there is neither
 */
export async function askPassphrase(prompt: string, variable = 'BULKHEAD_PASSPHRASE'): Promise<Uint8Array> {
  return encode(fromVariable(variable) ?? (await ask(prompt, variable)))
}

/** A new passphrase: on the terminal it is asked for twice, since nobody can see what was typed. */
export async function choosePassphrase(
  prompt: string,
  variable = 'BULKHEAD_PASSPHRASE',
): Promise<Uint8Array> {
  const given = fromVariable(variable)
  if (given !== null) return encode(given)
  const first = await ask(prompt, variable)
  if (first !== (await ask('Once more', variable)))
    throw new BulkheadError(
      'wrong-passphrase',
      'The two passphrases are not the same. Nothing was changed; try again.',
    )
  return encode(first)
}

/** The same for a secret that has a checksum of its own. */
export async function askSecret(prompt: string, variable: string): Promise<string> {
  return fromVariable(variable) ?? (await ask(prompt, variable))
}

/** Takes the variable out of the environment at once, so that no child process can inherit it. */
function fromVariable(variable: string): string | null {
  const given = process.env[variable] ?? null
  delete process.env[variable]
  return given
}

async function ask(prompt: string, variable: string): Promise<string> {
  if (!process.stdin.isTTY)
    throw new BulkheadError(
      'wrong-passphrase',
      `This needs a secret: set ${variable}, or run it in a terminal.`,
    )
  return await read({ prompt: `${prompt}: `, silent: true, replace: '•', output: process.stderr })
}

function encode(passphrase: string): Uint8Array {
  if (passphrase === '') throw new BulkheadError('wrong-passphrase', 'A passphrase cannot be empty.')
  return new TextEncoder().encode(passphrase.normalize('NFC'))
}
