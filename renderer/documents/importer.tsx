import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from 'react'
import { shell, type WorkspaceCaller } from '../api.ts'
import { codeOf, sentenceOf } from '../problem.ts'
import { useWorkspace } from '../workspace.tsx'
import { documentsChanged } from './documents.ts'
import {
  filesOf,
  type ImportAction,
  importReducer,
  type ImportPhase,
  type ImportState,
  noImport,
  phaseOf,
} from './importing/import-state.ts'
import { type OfferedFiles, offerFiles } from './importing/offer-files.ts'

/** Brings files into the open workspace, and goes on while one moves between screens. */
export interface Importer {
  state: ImportState
  phase: ImportPhase
  /**
   * Files and folders that the person picked or dropped, for these groups; null: for those of their folder, and else for
   * everyone. Resolves when their import ended, however it did.
   */
  add: (files: readonly File[], groups?: readonly string[] | null) => Promise<void>
  /** The documents of an invented client. */
  addSample: (sample: string) => Promise<void>
  /** What was finished stays; the rest waits. */
  pause: () => void
  resume: () => Promise<void>
  /** Reads one file that was set aside again. */
  retry: (key: string) => Promise<void>
  /** Forgets the files that wait. */
  forget: () => Promise<void>
  /** The person has seen how it went. */
  close: () => void
}

const Context = createContext<Importer | null>(null)

/** Everybody in this workspace; every member is in it. */
export const everyone = 'everyone'

export function ImporterProvider({ children }: { children: ReactNode }) {
  const { binding, caller, about } = useWorkspace()
  const queries = useQueryClient()
  const [state, dispatch] = useReducer(importReducer, noImport)
  const runs = useRef(0)
  const stops = useRef(new Set<AbortController>())
  const [bound, setBound] = useState(binding)
  if (bound !== binding) {
    // An import ends with the process behind its binding; the next one knows what was left.
    setBound(binding)
    dispatch({ kind: 'rebound' })
  }
  const phase = phaseOf(state)

  const actions = useMemo(() => {
    /** One call, from its beginning to its end. Never rejects: how it went is in the state. */
    async function run(
      { groups, resumed = false }: { groups: readonly string[] | null; resumed?: boolean },
      call: (running: Running) => Promise<unknown>,
    ) {
      const number = ++runs.current
      const stop = new AbortController()
      stops.current.add(stop)
      dispatch({ kind: 'began', run: number, groups, resumed, atMs: Date.now() })
      let failure: unknown = null
      try {
        await call(new Running(number, stop.signal, dispatch))
      } catch (error) {
        failure = error
      }
      stops.current.delete(stop)
      const code = failure === null ? null : codeOf(failure)
      const problem = code === null || code === 'cancelled' ? null : sentenceOf(failure)
      dispatch({ kind: 'ended', run: number, problem })
      // Once for all calls that run at the same time: each look at the list is an entry in the log.
      if (stops.current.size === 0 && code !== 'process-ended') await documentsChanged(queries, binding)
    }

    function importing(groups: readonly string[] | null, offer: () => Promise<OfferedFiles>) {
      return run({ groups }, async ({ options }) => {
        const { paths, picked } = await offer()
        const input = { paths: [...paths], groups: groups && [...groups], picked }
        await caller.call('documents.import', input, options)
      })
    }

    return {
      async add(files: readonly File[], groups: readonly string[] | null = null) {
        if (files.length > 0) await importing(groups, async () => await offerFiles(files))
      },
      async addSample(sample: string) {
        await importing([everyone], async () => ({
          ...(await shell.call('samples.offer', { sample })),
          picked: null,
        }))
      },
      pause() {
        dispatch({ kind: 'pausing' })
        for (const stop of stops.current) stop.abort()
      },
      async resume() {
        await run(
          { groups: null, resumed: true },
          async ({ options }) => await caller.call('imports.resume', {}, options),
        )
      },
      async forget() {
        try {
          await caller.call('imports.discard', {})
        } finally {
          dispatch({ kind: 'forgotten' })
        }
      },
      close() {
        dispatch({ kind: 'closed' })
      },
    }
  }, [binding, caller, queries])

  const retry = async (key: string) => {
    const file = filesOf(state).find((one) => one.key === key)
    if (!file?.document) return
    dispatch({ kind: 'retrying', key })
    try {
      const { status, reason } = await caller.call('documents.retry', { document: file.document })
      dispatch({ kind: 'retried', key, stage: status, reason })
      await documentsChanged(queries, binding)
    } catch (error) {
      dispatch({ kind: 'retried', key, stage: 'failed', reason: sentenceOf(error) })
    }
  }

  useEffect(() => {
    // An auditor brings nothing in.
    if (about.role === 'auditor') return
    let isCurrent = true
    void filesLeft(caller).then((names) => {
      if (isCurrent) dispatch({ kind: 'found', names })
    })
    return () => {
      isCurrent = false
    }
  }, [about.role, caller])

  return <Context value={{ state, phase, ...actions, retry }}>{children}</Context>
}

/** What a call says on its way. */
class Running {
  readonly #run: number
  readonly #signal: AbortSignal
  readonly #dispatch: (action: ImportAction) => void

  constructor(run: number, signal: AbortSignal, dispatch: (action: ImportAction) => void) {
    this.#run = run
    this.#signal = signal
    this.#dispatch = dispatch
  }

  get options(): NonNullable<Parameters<WorkspaceCaller['call']>[2]> {
    return {
      signal: this.#signal,
      onEvent: (event, payload) => {
        if (event === 'import.files') this.#dispatch({ kind: 'files', run: this.#run, names: payload.files })
        else if (event === 'import.file') this.#dispatch({ kind: 'file', run: this.#run, ...payload })
      },
    }
  }
}

/** What a lock or a crash left, asked once for each binding. */
async function filesLeft(caller: WorkspaceCaller): Promise<string[]> {
  try {
    return (await caller.call('imports.waiting', {})).files
  } catch {
    // The workspace was locked before it answered; the next binding asks again.
    return []
  }
}

export function useImporter(): Importer {
  const importer = useContext(Context)
  if (!importer) throw new Error('no importer here')
  return importer
}
