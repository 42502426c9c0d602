import type { Entry } from '../bundle/entry.ts'

/**
 * What people, documents and groups are called here: by the name that a bundle releases, else by a number in the order in
 * which they first stand in the log.
 */
export class Names {
  readonly #names = new Map<string, string>()
  readonly #numbers = new Map<string, number>()
  readonly #counts = { person: 0, document: 0, group: 0 }

  /** Each entry in order. */
  meet({ actor, about }: Entry): void {
    if (actor !== null) this.#number('person', actor)
    for (const key in about) {
      const value = about[key]
      if (typeof value !== 'string') continue
      if (key === 'member' || key === 'staff') this.#number('person', value)
      if (key === 'document') this.#number('document', value)
      if (key === 'group') this.#number('group', value)
    }
  }

  /** Each value that was released. */
  hear({ about }: Entry, field: string, value: unknown): void {
    const id = about['member'] ?? about['group'] ?? about['document']
    if ((field === 'name' || field === 'title') && typeof id === 'string' && typeof value === 'string')
      this.#names.set(id, value)
  }

  person(id: string): string {
    return this.#called('person', id)
  }

  document(id: string): string {
    return this.#called('document', id)
  }

  group(id: string): string {
    return this.#called('group', id)
  }

  #called(kind: keyof Names['counts'], id: string): string {
    return this.#names.get(id) ?? `${kind} ${this.#numbers.get(`${kind} ${id}`) ?? id.slice(0, 4)}`
  }

  #number(kind: keyof Names['counts'], id: string): void {
    const key = `${kind} ${id}`
    if (this.#numbers.has(key)) return
    this.#counts[kind] += 1
    this.#numbers.set(key, this.#counts[kind])
  }

  get counts(): Readonly<Record<'person' | 'document' | 'group', number>> {
    return this.#counts
  }
}
