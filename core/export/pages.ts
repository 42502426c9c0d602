import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Log } from '../audit/log.ts'
import { BulkheadError } from '../errors.ts'
import type { ExportPlan } from './export-plan.ts'
import { type Leaf, shownEntries } from './shown-entries.ts'

/** A walk through the entries that a bundle shows. */
export interface Pages {
  log: Log
  plan: ExportPlan
  /** Entries before the range that are shown too. */
  context: readonly Leaf[]
  signal: AbortSignal
  /** After each page: how many entries are done. */
  readonly onPage: (done: number) => void
}

/** Goes through the shown entries in pages and lets others have a turn after each. @throws BulkheadError `cancelled` */
export async function eachPage(
  { log, plan, context, signal, onPage }: Pages,
  work: (page: Leaf[]) => void,
): Promise<void> {
  let done = 0
  for (const page of shownEntries(log, plan, context)) {
    work(page)
    done += page.length
    onPage(done)
    await nextTurn()
    stopIfAborted(signal)
  }
}

/** Runs a generator with a turn for others at each step. @throws BulkheadError `cancelled` */
export async function turnByTurn<T>(signal: AbortSignal, steps: Generator<null, T>): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await nextTurn()
    stopIfAborted(signal)
  }
}

function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new BulkheadError('cancelled', 'Stopped; nothing was exported.')
}
