/** Inflexions at the end of a Hindi noun or verb, longest first. */
const hindiEndings = /(?:[ाुी]ओं|ियों|ियां|ाएं|ुएं|ओं|ों|ें|एं|[ािीुूेैोौंँ])$/u

/**
 * What two words have in common that are the same but for their form: "leases" and "lease", "कपड़े" and "कपड़ा". It joins
 * less than the index does, so that a word is marked only where nobody would doubt it.
 */
export function wordStem(word: string): string {
  const plain = word.normalize('NFC').toLowerCase()
  if (/[\u0900-\u097f]/u.test(plain)) return hindiStem(plain)
  return /^[a-z]+$/u.test(plain) ? englishStem(plain) : plain
}

function hindiStem(word: string): string {
  // Spellings that mean the same: with or without nukta, chandrabindu or a joiner.
  const plain = word
    .normalize('NFD')
    .replace(/[\u093c\u200c\u200d]/gu, '')
    .replaceAll('\u0901', '\u0902')
  const stem = plain.replace(hindiEndings, '')
  return stem.length >= 2 ? stem : plain
}

function englishStem(word: string): string {
  const singular = word.replace(/(?<=[a-z]{2}(?:ss|x|ch|sh|i))es$|(?<=[a-z]{2}[^su])s$/u, '')
  return singular.replace(/(?<=[a-z]{4})(?:ing|ed|e)$|(?<=[a-z]{3})[yi]$/u, '')
}
