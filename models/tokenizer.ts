import { specialTexts, type Piece } from './vocabulary.ts'

/** The reading limit, in tokens, of the built-in embedder. */
const maxTokens = 512

/**
 * tokenizer.json and tokenizer_config.json as transformers.js reads them: NFC, accents of Latin letters off, lower
 * case, runs of letters, marks and digits, then the longest known piece first. Marks of other scripts stay: without
 * its vowel signs Hindi is another text.
 */
export function tokenizerFiles(pieces: readonly Piece[]): Record<string, object> {
  const vocabulary = Object.fromEntries(pieces.map((piece, id) => [piece.text, id]))
  return {
    'tokenizer.json': {
      version: '1.0',
      truncation: null,
      padding: null,
      added_tokens: specialTexts.map((content) => ({
        id: vocabulary[content],
        content,
        single_word: false,
        lstrip: false,
        rstrip: false,
        normalized: false,
        special: true,
      })),
      normalizer: {
        type: 'Sequence',
        normalizers: [
          { type: 'NFD' },
          // Accents, the soft hyphen and the two joiners that only change how a letter is drawn.
          { type: 'Replace', pattern: { Regex: '[\\u0300-\\u036f\\u00ad\\u200c\\u200d]+' }, content: '' },
          { type: 'NFC' },
          { type: 'Lowercase' },
        ],
      },
      pre_tokenizer: {
        type: 'Split',
        pattern: { Regex: '[\\p{L}\\p{M}\\p{N}]+' },
        behavior: 'Removed',
        invert: true,
      },
      post_processor: {
        type: 'TemplateProcessing',
        single: [{ SpecialToken: { id: '[CLS]', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
        pair: [
          { SpecialToken: { id: '[CLS]', type_id: 0 } },
          { Sequence: { id: 'A', type_id: 0 } },
          { Sequence: { id: 'B', type_id: 1 } },
        ],
        special_tokens: { '[CLS]': { id: '[CLS]', ids: [vocabulary['[CLS]']], tokens: ['[CLS]'] } },
      },
      decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
      model: {
        type: 'WordPiece',
        unk_token: '[UNK]',
        continuing_subword_prefix: '##',
        max_input_chars_per_word: 100,
        vocab: vocabulary,
      },
    },
    'tokenizer_config.json': {
      tokenizer_class: 'PreTrainedTokenizerFast',
      model_max_length: maxTokens,
      pad_token: '[PAD]',
      unk_token: '[UNK]',
      cls_token: '[CLS]',
      sep_token: '[SEP]',
    },
  }
}
