import { BulkheadError } from '../../core/errors.ts'
import { CommandLine } from '../bin/command-line.ts'
import { type KilledImport, killImport, type Victim } from './killed-import.ts'
import { type DocumentState, readState, type WorkspaceState } from './workspace-state.ts'

/** How long sign-in and unlocking take, about: what a run that was struck has to do again. */
const startMs = 1_300

/** The same import, with and without being killed, in workspaces of one firm. */
export class KillRounds {
  readonly commandLine = new CommandLine()
  readonly #paths: readonly string[]
  #expected: WorkspaceState | undefined
  #rounds = 0
  /** How long the import takes when nothing happens to it. */
  importMs = 0

  constructor(paths: readonly string[]) {
    this.#paths = paths
  }

  /** What an import that nothing happens to leaves. */
  async undisturbed(): Promise<WorkspaceState> {
    if (this.#expected) return this.#expected
    await this.commandLine.setUp('Undisturbed')
    const startedMs = performance.now()
    await this.#finish('Undisturbed')
    this.importMs = performance.now() - startedMs
    this.#expected = await this.#state('Undisturbed')
    return this.#expected
  }

  /**
   * Imports into a new workspace, struck at each of the moments in turn (as shares, from 0 to 1, of the time that is left)
   * and begun again right away, then left to finish; says all that is wrong with what came of it.
   */
  async round(strikes: readonly { victim: Victim; at: number }[]): Promise<{
    problems: string[]
    kills: KilledImport[]
    /** From the last blow to a finished import. */
    finishMs: number
  }> {
    const expected = await this.undisturbed()
    const name = `Round ${(this.#rounds += 1)}`
    await this.commandLine.addWorkspace(name)
    const kills: KilledImport[] = []
    const problems: string[] = []
    let leftMs = this.importMs
    for (const { victim, at } of strikes) {
      const afterMs = at * leftMs
      const kill = await killImport(this.commandLine, [name, ...this.#paths], { victim, afterMs })
      leftMs = Math.max(startMs, leftMs - afterMs + startMs)
      kills.push(kill)
      const code = errorCode(kill.result.stdout)
      if (code !== null && !allowed[victim].includes(code))
        problems.push(`${victim}: said ${kill.result.stdout.trim()}`)
    }
    const startedMs = performance.now()
    try {
      await this.#finish(name)
    } catch (error) {
      problems.push(String(error))
    }
    const finishMs = performance.now() - startedMs
    problems.push(...differences(expected, await this.#state(name)))
    return { problems, kills, finishMs }
  }

  async #finish(name: string): Promise<void> {
    const { code, value } = await this.commandLine.json(['import', name, ...this.#paths])
    if (code !== 0) throw new BulkheadError('internal', `The import did not finish: ${JSON.stringify(value)}`)
  }

  async #state(name: string): Promise<WorkspaceState> {
    return await readState(this.commandLine.home, CommandLine.passphrase, name)
  }
}

/** What main may say of its own end. That something is already open is never true here. */
const allowed: Record<Victim, readonly string[]> = {
  main: [],
  workspace: ['process-ended'],
  extractor: [],
  interrupt: ['cancelled'],
}

function errorCode(stdout: string): string | null {
  return /"error":\{"code":"([a-z-]+)"/.exec(stdout)?.[1] ?? null
}

function differences(expected: WorkspaceState, found: WorkspaceState): string[] {
  const problems: string[] = []
  if (found.findings.length > 0) problems.push(`the log does not check: ${found.findings.join()}`)
  if (found.orphans > 0) problems.push(`${found.orphans} index rows or vectors without a passage`)
  if (found.documents.length !== expected.documents.length)
    problems.push(`${found.documents.length} documents instead of ${expected.documents.length}`)
  for (const [index, document] of found.documents.entries()) {
    problems.push(...incomplete(document))
    const { entries: _, ...state } = document
    const { entries: __, ...wanted } = expected.documents[index] ?? { entries: {} }
    if (JSON.stringify(state) !== JSON.stringify(wanted)) problems.push(`${document.title} differs`)
  }
  return problems
}

/** What is missing from a document, or there more than once, by itself. */
export function incomplete({ title, status, pages, passages, entries, groups }: DocumentState): string[] {
  const problems: string[] = []
  if (status === 'waiting') problems.push(`${title} still waits`)
  if (groups.length !== 1) problems.push(`${title} is in ${groups.length} groups`)
  if (entries['document.added'] !== 1) problems.push(`${title} was added ${entries['document.added']} times`)
  if (status === 'ready') {
    if (entries['document.imported'] !== 1)
      problems.push(`${title} was imported ${entries['document.imported']} times`)
    if (pages.length === 0 || passages.length === 0) problems.push(`${title} is empty`)
    if (passages.some((one) => one.terms === 'none')) problems.push(`${title} lacks index rows`)
    if (passages.some((one) => one.vector === 'none')) problems.push(`${title} lacks vectors`)
  } else if (pages.length + passages.length > 0) problems.push(`${title} is half there`)
  return problems
}
