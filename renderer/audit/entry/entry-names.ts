/** What an entry's random ids stand for, as far as the reader may know it. */
export interface EntryNames {
  person: (id: unknown) => string
  group: (id: unknown) => string
  /** Begins with a capital where it is no name of a file. */
  document: (id: unknown) => string
}

/** A short form of a random id, for those who are not told names: enough to tell two of them apart. */
export function shortCode(id: unknown): string {
  return typeof id === 'string' ? id.slice(0, 4) : '?'
}

/** For auditors, and for whoever is no longer here. */
export const codesOnly: EntryNames = {
  person: (id) => `Staff ${shortCode(id)}`,
  group: (id) => `group ${shortCode(id)}`,
  document: (id) => `Document ${shortCode(id)}`,
}
