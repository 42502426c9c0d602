/** Where a passage stands, for a person; an unknown page is said to be unknown, never guessed (R5). */
export function place({ title, page }: { title: string; page: number | null }): string {
  return page === null ? `${title} (no pages)` : `${title}, page ${page}`
}
