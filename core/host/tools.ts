import { OfferedTargets } from '../export/offered-targets.ts'
import { Extractor } from '../ingest/extractor.ts'
import { OfferedPaths } from '../ingest/offered-paths.ts'
import type { HashedNames } from '../keys/name-hash.ts'
import { ModelShelf } from '../models/model-shelf.ts'
import type { StartProcess } from '../process/port.ts'
import { GeneratorInUse } from './models/generator-in-use.ts'
import { ModelsInUse } from './models/models-in-use.ts'

/** What a workspace process starts when it is first needed, and ends with: nothing here outlives the workspace (M4). */
export class Tools {
  readonly offered = new OfferedPaths()
  readonly targets = new OfferedTargets()
  readonly models: ModelsInUse
  readonly generator: GeneratorInUse
  readonly #startExtractor: StartProcess
  #extractor: Extractor | undefined
  /** What this process may know of the names of other clients: enough to tell that a text has one. */
  otherNames: () => Promise<HashedNames> = () => Promise.resolve({ key: new Uint8Array(32), names: [] })

  /** @param shelf the models that main has lent to this process */
  constructor(startExtractor: StartProcess, shelf: ModelShelf = new ModelShelf()) {
    this.#startExtractor = startExtractor
    this.models = new ModelsInUse(shelf)
    this.generator = new GeneratorInUse(this.models)
  }

  extractor(): Extractor {
    this.#extractor ??= new Extractor(this.#startExtractor)
    return this.#extractor
  }

  async close(): Promise<void> {
    await this.generator.close()
    await this.#extractor?.close()
    await this.models.close()
  }
}
