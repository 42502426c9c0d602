import { appendFileSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Diagnostic, DiagnosticLine } from '../../contract/diagnostic.ts'
import type { WorkspaceId } from '../../ids.ts'
import { writeAtomically } from '../../keys/store/write-atomically.ts'

const mostBytes = 256 * 1024
/** The one that is written, and older ones. */
const names = ['diagnostics.jsonl', 'diagnostics.1.jsonl', 'diagnostics.2.jsonl'] as const

/**
 * The diagnostic log of an installation, in the plain beside the firm: codes, ids, times and counts (K1). It is there when
 * nothing else opens, so it can neither be encrypted nor be relied on; what it says is parsed on the way in and on the way
 * out. Writing never fails a call.
 */
export class DiagnosticLog {
  readonly #folder: string
  readonly #now: () => number

  constructor(folder: string, now: () => number = Date.now) {
    this.#folder = folder
    this.#now = now
  }

  record(diagnostic: Diagnostic): void {
    const line = DiagnosticLine.safeParse([this.#now(), diagnostic])
    if (!line.success) return
    try {
      this.#append(`${JSON.stringify(line.data)}\n`)
    } catch {
      // A full disk, a folder that may not be written: whoever called is told of that, and not by this.
    }
  }

  /** Every line that is one, the oldest first. */
  read(): DiagnosticLine[] {
    return names.toReversed().flatMap((name) => this.#lines(name))
  }

  /** Whether a line names this workspace. */
  names(workspace: WorkspaceId): boolean {
    return names.some((name) => this.#text(name).includes(workspace))
  }

  /** Takes every line out that names this workspace. @throws BulkheadError `disk-full`, `not-writable` */
  forget(workspace: WorkspaceId): void {
    for (const name of names) {
      const text = this.#text(name)
      if (!text.includes(workspace)) continue
      const kept = text.split('\n').filter((line) => !line.includes(workspace))
      writeAtomically(join(this.#folder, name), Buffer.from(kept.join('\n'), 'utf8'))
    }
  }

  #append(line: string): void {
    // Where there is no firm, nothing is left behind.
    if (!statSync(join(this.#folder, 'home.json'), { throwIfNoEntry: false })) return
    const [current, older, oldest] = names.map((name) => join(this.#folder, name))
    if (current === undefined || older === undefined || oldest === undefined) return
    const bytes = statSync(current, { throwIfNoEntry: false })?.size ?? 0
    if (bytes + line.length > mostBytes) {
      if (statSync(older, { throwIfNoEntry: false })) renameSync(older, oldest)
      renameSync(current, older)
    }
    appendFileSync(current, line, { mode: 0o600 })
  }

  #lines(name: string): DiagnosticLine[] {
    return this.#text(name).split('\n').flatMap(parsed)
  }

  #text(name: string): string {
    try {
      return readFileSync(join(this.#folder, name), 'utf8')
    } catch {
      return ''
    }
  }
}

function parsed(line: string): DiagnosticLine[] {
  try {
    const result = DiagnosticLine.safeParse(JSON.parse(line))
    return result.success ? [result.data] : []
  } catch {
    return []
  }
}
