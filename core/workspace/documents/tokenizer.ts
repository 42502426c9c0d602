import { stemDevanagari } from '../../text/devanagari.ts'

/**
 * How the keyword index splits text into terms: Porter stems of Unicode words, without diacritics. Marks belong to their
 * word: by default unicode61 would split Hindi at every vowel sign.
 */
export const tokenizer = `porter unicode61 categories 'L* N* Co Mn Mc'`

/**
 * A text as the index gets it, documents and queries alike: NFC, Hindi words as stems (the tokenizer knows English), and
 * nothing but terms between spaces. The tokenizer's tables are older than this Unicode: to it a newer sign or emoji is a
 * letter, which would be joined to the word before it.
 */
export function indexForm(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Script=Devanagari}\u200c\u200d]+/gu, stemDevanagari)
    .replace(/[^\p{L}\p{N}\p{Co}\p{Mn}\p{Mc}]+/gu, ' ')
}

/** How many terms the tokenizer makes of a text in index form. */
export function termCount(indexed: string): number {
  return indexed.match(/[^ ]+/g)?.length ?? 0
}
