/**
 * How the keyword index splits text into terms: Porter stems of Unicode words, without diacritics. The same tokenizer
 * reads documents and queries.
 */
export const tokenizer = 'porter unicode61'
