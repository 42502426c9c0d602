import { BulkheadError } from '../core/errors.ts'

/** Where a command's result goes: one JSON object on stdout, or lines for a person. */
export class Output {
  readonly json: boolean

  constructor(json: boolean) {
    this.json = json
  }

  /** The result of the command, once. */
  result(value: object, lines: () => readonly string[]): void {
    process.stdout.write(this.json ? `${JSON.stringify(value)}\n` : `${lines().join('\n')}\n`)
  }

  /** A word on the way, for a person only. */
  note(line: string): void {
    if (!this.json) process.stderr.write(`${line}\n`)
  }

  /** A failure, as one sentence. */
  failure(error: unknown): void {
    const known = error instanceof BulkheadError
    const code = known ? error.code : 'internal'
    const message = known ? error.message : `Something went wrong inside Bulkhead (${nameOf(error)}).`
    if (this.json) process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`)
    else process.stderr.write(`${message}\n`)
  }
}

/** A defect's own message can quote client text; its name and place in the program cannot. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const place = error.stack?.split('\n').find((line) => line.includes('/core/') || line.includes('/bin/'))
  return `${error.name}${
    place
      ? ` ${place
          .trim()
          .replace(/\(?(?:file:\/\/)?\/.*\/(core|bin)\//, '$1/')
          .replace(/\)$/, '')}`
      : ''
  }`
}
