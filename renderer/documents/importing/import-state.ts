import type { DocumentId } from '../../../core/ids.ts'

/** Where one file is on its way. */
export type FileStage = 'queued' | 'reading' | 'embedding' | 'ready' | 'failed'

export interface ImportedFile {
  /** Unique as long as the page lives. */
  key: string
  /** The path below what was picked, as the workspace process tells it. */
  name: string
  stage: FileStage
  /** A sentence, where it failed. */
  reason: string | null
  document: DocumentId | null
}

/** The files of one call, in the order in which its events count them. */
interface Batch {
  run: number
  active: boolean
  files: readonly ImportedFile[]
}

/** All that the page knows about bringing files in. What it shows follows from it; see `phaseOf`. */
export interface ImportState {
  batches: readonly Batch[]
  /** Names of the groups that the last files were brought in for. */
  groups: readonly string[]
  /** The person asked to stop, and a call has not ended yet. */
  pausing: boolean
  /** The files that wait were left by an import before this page: by a lock or a crash. */
  left: boolean
  /** A sentence: why the last call ended before its files did. */
  problem: string | null
  /** How fast the current run goes; null while none does. */
  pace: Pace | null
}

/** Since when files are read without a pause, and how many have come through since then. */
export interface Pace {
  startedMs: number
  finished: number
}

export const noImport: ImportState = {
  batches: [],
  groups: [],
  pausing: false,
  left: false,
  problem: null,
  pace: null,
}

export type ImportAction =
  /** Files that an earlier import left waiting. */
  | { kind: 'found'; names: readonly string[] }
  /** A call begins. `resumed`: it goes on with what waits, which it will name. */
  | { kind: 'began'; run: number; groups: readonly string[] | null; resumed: boolean; atMs: number }
  | { kind: 'files'; run: number; names: readonly string[] }
  | {
      kind: 'file'
      run: number
      index: number
      stage: FileStage
      reason: string | null
      document: DocumentId | null
    }
  | { kind: 'pausing' }
  /** A call ended; `problem` is null where it did what it was asked to, be it to stop. */
  | { kind: 'ended'; run: number; problem: string | null }
  | { kind: 'retrying'; key: string }
  | { kind: 'retried'; key: string; stage: 'ready' | 'failed'; reason: string | null }
  /** What waits was forgotten. */
  | { kind: 'forgotten' }
  /** The person has seen how it went. */
  | { kind: 'closed' }
  /** Another process answers now: what the one before it did is its own. */
  | { kind: 'rebound' }

const firstRun = 0

export function importReducer(state: ImportState, action: ImportAction): ImportState {
  switch (action.kind) {
    case 'found':
      return action.names.length === 0
        ? state
        : { ...state, left: true, batches: [found(action.names), ...state.batches] }
    case 'began':
      return {
        ...state,
        // What has ended was seen, or stands among the documents.
        batches: [
          ...(phaseOf(state) === 'ended' ? [] : state.batches),
          { run: action.run, active: true, files: [] },
        ],
        groups: action.groups ?? state.groups,
        pausing: false,
        left: state.left && !action.resumed,
        problem: null,
        pace: state.pace ?? { startedMs: action.atMs, finished: 0 },
      }
    case 'files':
      return named(state, action.run, action.names)
    case 'file':
      return moved(state, action)
    case 'pausing':
      return isRunning(state) ? { ...state, pausing: true } : state
    case 'ended':
      return ended(state, action.run, action.problem)
    case 'retrying':
      return withFile(state, action.key, (file) => ({ ...file, stage: 'reading', reason: null }))
    case 'retried':
      return withFile(state, action.key, (file) => ({
        ...file,
        stage: action.stage,
        reason: action.reason,
      }))
    case 'forgotten':
      return withoutWaiting({ ...state, left: false, problem: null })
    case 'closed':
      return isRunning(state) ? state : noImport
    case 'rebound':
      return noImport
  }
}

function found(names: readonly string[]): Batch {
  return { run: firstRun, active: false, files: queued(firstRun, names) }
}

function queued(run: number, names: readonly string[]): ImportedFile[] {
  return names.map((name, index) => ({
    key: `${run}.${index}`,
    name,
    stage: 'queued',
    reason: null,
    document: null,
  }))
}

/** The call has told its files. What it goes on with stood there as waiting before, and now stands there once. */
function named(state: ImportState, run: number, names: readonly string[]): ImportState {
  const files = queued(run, names)
  const again = new Map<string, number>()
  for (const name of names) again.set(name, (again.get(name) ?? 0) + 1)
  const batches = state.batches.map((batch) => {
    if (batch.run === run) return { ...batch, files }
    if (batch.active) return batch
    return { ...batch, files: batch.files.filter((file) => !isWaiting(file) || !take(again, file.name)) }
  })
  return { ...state, batches }
}

function take(counts: Map<string, number>, name: string): boolean {
  const count = counts.get(name) ?? 0
  if (count > 0) counts.set(name, count - 1)
  return count > 0
}

function moved(
  state: ImportState,
  { run, index, ...news }: Extract<ImportAction, { kind: 'file' }>,
): ImportState {
  let finished = 0
  const batches = state.batches.map((batch) => {
    const file = batch.run === run && batch.active ? batch.files[index] : undefined
    if (!file) return batch
    if (!isWaiting(file)) return batch
    finished = isDone(news.stage) ? 1 : 0
    const { stage, reason, document } = news
    return { ...batch, files: batch.files.with(index, { ...file, stage, reason, document }) }
  })
  const pace = state.pace && { ...state.pace, finished: state.pace.finished + finished }
  return { ...state, batches, pace }
}

function ended(state: ImportState, run: number, problem: string | null): ImportState {
  if (!state.batches.some((batch) => batch.run === run)) return state
  const batches = state.batches.map((batch) =>
    batch.run === run
      ? { ...batch, active: false, files: batch.files.map((file) => (isWaiting(file) ? waits(file) : file)) }
      : batch,
  )
  const running = batches.some(({ active }) => active)
  return {
    ...state,
    batches,
    problem: problem ?? state.problem,
    pausing: state.pausing && running,
    pace: running ? state.pace : null,
  }
}

/** What was half-way is not kept; the file is read from its beginning. */
function waits(file: ImportedFile): ImportedFile {
  return { ...file, stage: 'queued', reason: null, document: null }
}

function withFile(
  state: ImportState,
  key: string,
  change: (file: ImportedFile) => ImportedFile,
): ImportState {
  const batches = state.batches.map((batch) => {
    const index = batch.files.findIndex((file) => file.key === key)
    const file = batch.files[index]
    return file ? { ...batch, files: batch.files.with(index, change(file)) } : batch
  })
  return { ...state, batches }
}

function withoutWaiting(state: ImportState): ImportState {
  const batches = state.batches
    .map((batch) =>
      batch.active ? batch : { ...batch, files: batch.files.filter((file) => !isWaiting(file)) },
    )
    .filter(({ active, files }) => active || files.length > 0)
  return { ...state, batches }
}

function isDone(stage: FileStage): boolean {
  return stage === 'ready' || stage === 'failed'
}

function isWaiting({ stage }: ImportedFile): boolean {
  return !isDone(stage)
}

function isRunning({ batches }: ImportState): boolean {
  return batches.some(({ active }) => active)
}

/**
 * What the importer is doing: nothing, reading, being stopped, stopped with files left, or done with all of them.
 */
export type ImportPhase = 'idle' | 'running' | 'pausing' | 'paused' | 'ended'

export function phaseOf(state: ImportState): ImportPhase {
  if (isRunning(state)) return state.pausing ? 'pausing' : 'running'
  const files = filesOf(state)
  if (files.some((file) => file.stage === 'queued')) return 'paused'
  return files.length > 0 || state.problem !== null ? 'ended' : 'idle'
}

export function filesOf({ batches }: ImportState): ImportedFile[] {
  return batches.flatMap(({ files }) => files)
}

export interface ImportCounts {
  files: number
  ready: number
  failed: number
  /** Neither ready nor set aside. */
  waiting: number
}

export function countsOf(files: readonly ImportedFile[]): ImportCounts {
  const ready = files.filter(({ stage }) => stage === 'ready').length
  const failed = files.filter(({ stage }) => stage === 'failed').length
  return { files: files.length, ready, failed, waiting: files.length - ready - failed }
}

const order: Readonly<Record<FileStage, number>> = {
  reading: 0,
  embedding: 0,
  failed: 1,
  queued: 2,
  ready: 3,
}

/** As a person wants to see them: what is under way, what needs them, what comes next, what is done. */
export function inOrderOfInterest(files: readonly ImportedFile[]): ImportedFile[] {
  return files.toSorted((one, other) => order[one.stage] - order[other.stage])
}

/** What to call it: the folder that all of it comes from, the one file, or nothing. */
export function nameOfImport(files: readonly ImportedFile[]): string | null {
  const [first] = files
  if (!first) return null
  if (files.length === 1) return first.name
  const folder = first.name.includes('/') ? first.name.slice(0, first.name.indexOf('/')) : null
  return folder !== null && files.every(({ name }) => name.startsWith(`${folder}/`)) ? folder : null
}
