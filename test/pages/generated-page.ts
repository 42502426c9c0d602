import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A page of `docs` that is made from code, so that it cannot say anything else. */
export class GeneratedPage {
  readonly name: string
  readonly #file: string
  readonly #write: () => string

  /** @param write the page in Markdown, however its tables stand */
  constructor(name: string, write: () => string) {
    this.name = name
    this.#file = fileURLToPath(new URL(`../../docs/${name}`, import.meta.url))
    this.#write = write
  }

  /** What the file holds; nothing where there is none. */
  kept(): string {
    return readFileSync(this.#file, { encoding: 'utf8', flag: 'a+' })
  }

  /** The page as the formatter leaves it: tables with even columns. */
  async made(): Promise<string> {
    const { format, resolveConfig } = await import('prettier')
    return await format(this.#write(), { ...(await resolveConfig(this.#file)), parser: 'markdown' })
  }

  /** Makes the file anew; false where it was as it should be. */
  async make(): Promise<boolean> {
    const page = await this.made()
    if (page === this.kept()) return false
    writeFileSync(this.#file, page)
    return true
  }
}
