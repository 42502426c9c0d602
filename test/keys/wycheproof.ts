import { existsSync, readFileSync } from 'node:fs'

const folder = new URL('../../../shared/data/vectors/wycheproof/testvectors_v1/', import.meta.url)

export const hasWycheproof = existsSync(folder)

/** One test of a Wycheproof file together with what its group says; hexadecimal values as text. */
export type Vector = Record<string, unknown> & { tcId: number; result: 'valid' | 'invalid' | 'acceptable' }

/** The tests of `<name>_test.json`. */
export function vectors(name: string): Vector[] {
  const file = JSON.parse(readFileSync(new URL(`${name}_test.json`, folder), 'utf8')) as {
    testGroups: (Record<string, unknown> & { tests: Vector[] })[]
  }
  return file.testGroups.flatMap(({ tests, ...group }) => tests.map((vector) => ({ ...group, ...vector })))
}

/** A value that is text in hexadecimal, as bytes. */
export function bytesOf(value: unknown): Buffer {
  if (typeof value !== 'string') throw new TypeError('not a hexadecimal value')
  return Buffer.from(value, 'hex')
}
