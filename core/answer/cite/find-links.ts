/** An address in a written answer that stands in a passage which its sentence cites; every other one is plain text. */
export interface Link {
  start: number
  end: number
}

const address = /\bhttps?:\/\/[^\s<>"'`[\](){}|\\^\u02c6]+/giu

/** Links of a sentence, in positions of `text`, as far as one of the cited passages has exactly that address (M6). */
export function linksOf(
  text: string,
  { start, end }: { start: number; end: number },
  cited: readonly string[],
): Link[] {
  const known = new Set(
    cited.flatMap((passage) => [...passage.matchAll(address)].map(([found]) => trimmed(found))),
  )
  return [...text.slice(start, end).matchAll(address)].flatMap(({ 0: found, index }) => {
    const link = trimmed(found)
    return known.has(link) ? [{ start: start + index, end: start + index + link.length }] : []
  })
}

/** A full stop after an address ends the sentence. */
function trimmed(found: string): string {
  return found.replace(/[.,;:!?]+$/u, '')
}
