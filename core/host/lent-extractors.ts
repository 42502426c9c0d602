import { extractorEntry, extractorLimits } from '../ingest/extractor.ts'
import type { ChildPort, StartProcess } from '../process/port.ts'

/**
 * Main's end of `ExtractorsOfMain`: starts extractors for one workspace process, and ends them with it. They are joined by
 * a port past main.
 */
export class LentExtractors {
  readonly #workspace: ChildPort
  readonly #start: StartProcess
  readonly #onEnded: (id: number) => void
  readonly #lent = new Map<number, ChildPort>()

  constructor(workspace: ChildPort, start: StartProcess, onEnded: (id: number) => void) {
    this.#workspace = workspace
    this.#start = start
    this.#onEnded = onEnded
    void workspace.exited.then(async () => {
      for (const extractor of this.#lent.values()) await extractor.kill()
    })
  }

  start(id: number): void {
    const extractor = this.#start(extractorEntry, { nodeOptions: extractorLimits, quiet: true })
    this.#lent.set(id, extractor)
    this.#workspace.link?.({ for: 'extractor', id }, extractor, { for: 'workspace' })
    void extractor.exited.then(() => {
      this.#lent.delete(id)
      this.#onEnded(id)
    })
  }

  end(id: number): void {
    void this.#lent.get(id)?.kill()
  }
}
