import { withPrivateFile } from '../../answer/adapters/private-file.ts'
import type { Generator } from '../../answer/generator/generator.ts'
import { type GeneratorModel, openGenerator } from '../../answer/generator/open-generator.ts'
import type { ModelReference } from '../../contract/workspace/models.ts'
import type { Adapter } from '../../workspace/answers/adapters.ts'
import type { Reader } from '../../workspace/reader.ts'
import type { ModelsInUse } from './models-in-use.ts'

/**
 * The language model that this workspace has chosen, with its adapter. It is opened when it is first needed, and again
 * when either is another one; it ends with the process at the latest (M4).
 */
export class GeneratorInUse {
  readonly #models: ModelsInUse
  #open: { key: string; opening: Promise<Generator> } | undefined

  constructor(models: ModelsInUse) {
    this.#models = models
  }

  chosen(reader: Reader): ModelReference | null {
    return this.#models.chosen(reader, 'generate')
  }

  /**
   * Null where none was chosen: then answers are quotations.
   *
   * @throws BulkheadError `model-missing`, and as `openGenerator` does
   */
  async get(reader: Reader): Promise<Generator | null> {
    const chosen = this.chosen(reader)
    if (chosen === null) {
      await this.close()
      return null
    }
    const model = this.#models.shelf.require('generate', chosen)
    const adapter = reader.adapters.chosen()
    const key = `${chosen.sha256} ${adapter?.sha256 ?? ''}`
    if (this.#open?.key === key) return await this.#open.opening
    const before = this.#open?.opening
    const opening = openAfter(before, model, adapter, reader)
    this.#open = { key, opening }
    // One that did not open is tried again at the next question.
    opening.catch(() => {
      if (this.#open?.opening === opening) this.#open = undefined
    })
    return await opening
  }

  async close(): Promise<void> {
    const opening = this.#open?.opening
    this.#open = undefined
    await closed(opening)
  }
}

/** Two models at a time would take the memory of two. */
async function openAfter(
  before: Promise<Generator> | undefined,
  model: GeneratorModel,
  adapter: Adapter | null,
  reader: Reader,
): Promise<Generator> {
  await closed(before)
  if (adapter === null) return await openGenerator(model)
  const { name, sha256, onDiskAccepted } = adapter
  return await withPrivateFile(
    reader.adapters.bytes(adapter.id),
    onDiskAccepted,
    async (path) => await openGenerator(model, { adapter: { name, sha256, path } }),
  )
}

async function closed(opening: Promise<Generator> | undefined): Promise<void> {
  await (await opening?.catch(() => undefined))?.close()
}
