import { OfferedTargets } from '../export/offered-targets.ts'
import { Extractor } from '../ingest/extractor.ts'
import { OfferedPaths } from '../ingest/offered-paths.ts'
import { ModelShelf } from '../models/model-shelf.ts'
import type { StartProcess } from '../process/port.ts'
import { ModelsInUse } from './models/models-in-use.ts'

/** What a workspace process starts when it is first needed, and ends with: nothing here outlives the workspace (M4). */
export class Tools {
  readonly offered = new OfferedPaths()
  readonly targets = new OfferedTargets()
  readonly models: ModelsInUse
  readonly #startExtractor: StartProcess
  #extractor: Extractor | undefined

  /** @param shelf the models that main has lent to this process */
  constructor(startExtractor: StartProcess, shelf: ModelShelf = new ModelShelf()) {
    this.#startExtractor = startExtractor
    this.models = new ModelsInUse(shelf)
  }

  extractor(): Extractor {
    this.#extractor ??= new Extractor(this.#startExtractor)
    return this.#extractor
  }

  async close(): Promise<void> {
    await this.#extractor?.close()
    await this.models.close()
  }
}
