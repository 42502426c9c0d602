const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Below this a passphrase is refused. */
export const fewestCharacters = 8
const longEnough = 16

/**
 * What can honestly be said about a passphrase from its length alone, which counts most: nobody can measure how it was
 * made up.
 */
export function passphraseAdvice(typed: string): string {
  const characters = lengthOf(typed)
  if (characters === 0)
    return 'Length counts most. Four or more unrelated words are easy to remember and hard to guess.'
  if (characters < fewestCharacters) return `Too short. It needs at least ${fewestCharacters} characters.`
  if (characters < longEnough)
    return `Holds against somebody at the keyboard, less against somebody with a copy of the disk. ${longEnough} characters or more are better.`
  return 'Long enough, unless it is a known phrase, a name or a date.'
}

/** In characters as a person counts them. */
export function lengthOf(typed: string): number {
  return [...letters.segment(typed)].length
}
