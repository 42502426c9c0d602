import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { z } from 'zod'

const entry = fileURLToPath(new URL('../../bin/bulkhead.cjs', import.meta.url))

export interface CommandOptions {
  /** Null: none is given. */
  passphrase?: string | null
  env?: NodeJS.ProcessEnv
  /** A program to run it under, with its arguments. */
  under?: readonly string[]
  cwd?: string
}

export interface CommandResult {
  code: number | null
  stdout: string
  stderr: string
}

/** Runs the command line with nothing in its environment but what is given here. */
export async function bulkhead(
  home: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const { passphrase = testPassphrase, under = [], cwd = '/' } = options
  const [program = '', ...rest] = [...under, process.execPath, entry, '--home', home, ...args]
  const child = spawn(program, rest, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      ...(passphrase === null ? {} : { BULKHEAD_PASSPHRASE: passphrase }),
      ...options.env,
    },
  })
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('exit', resolve)),
  ])
  return { code, stdout, stderr }
}

export const testPassphrase = 'a passphrase für tests'

/** Asserts that it worked, and gives what it printed. */
export function succeeded({ code, stdout, stderr }: CommandResult): string {
  expect({ code, stderr }).toMatchObject({ code: 0 })
  return stdout
}

/** Asserts exit code 1 and one clear sentence or two on the error output, and nothing else. */
export function refusedWith({ code, stdout, stderr }: CommandResult, sentence: RegExp): void {
  expect({ code, stdout, stderr }).toMatchObject({ code: 1, stdout: '' })
  expect(stderr).toMatch(sentence)
  expect(stderr).toMatch(/^[A-Z][^\n]*\.\n$/)
  expect(stderr).not.toMatch(/ at |Error:|node:|core\//)
}

const Failure = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) })

/** Asserts exit code 1 and one JSON object with a code and a sentence. */
export function refusedAs({ code, stdout, stderr }: CommandResult, errorCode: string): void {
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  const { error } = Failure.parse(JSON.parse(stdout))
  expect(error.code).toBe(errorCode)
  expect(error.message).toMatch(/^[A-Z].*\.$/)
}

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  let all = ''
  stream.setEncoding('utf8')
  for await (const chunk of stream) all += String(chunk)
  return all
}
