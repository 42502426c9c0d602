import { join } from 'node:path'
import type { Embedder } from '../embed/embedder.ts'
import { openEmbedder } from '../embed/worker-embedder.ts'
import { OfferedTargets } from '../export/offered-targets.ts'
import { Extractor } from '../ingest/extractor.ts'
import { OfferedPaths } from '../ingest/offered-paths.ts'
import type { StartProcess } from '../process/port.ts'
import { embedderEntry, modelsFolder } from '../models/catalogue.ts'

/** What a workspace process starts when it is first needed, and ends with: nothing here outlives the workspace (M4). */
export class Tools {
  readonly offered = new OfferedPaths()
  readonly targets = new OfferedTargets()
  readonly #startExtractor: StartProcess
  #embedder: Promise<Embedder> | undefined
  #extractor: Extractor | undefined

  constructor(startExtractor: StartProcess) {
    this.#startExtractor = startExtractor
  }

  embedder(): Promise<Embedder> {
    this.#embedder ??= openEmbedder(join(modelsFolder, 'built-in'), embedderEntry('built-in'))
    return this.#embedder
  }

  extractor(): Extractor {
    this.#extractor ??= new Extractor(this.#startExtractor)
    return this.#extractor
  }

  async close(): Promise<void> {
    await this.#extractor?.close()
    const embedder = await this.#embedder?.catch(() => undefined)
    await embedder?.close()
  }
}
