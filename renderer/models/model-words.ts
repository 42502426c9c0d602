import type { Fit, ModelTask } from '../../core/contract/model.ts'

/** What a model does, in the words of the screens. */
export const taskWords: Readonly<Record<ModelTask, string>> = {
  embed: 'Finds by meaning',
  rerank: 'Puts results in order',
  generate: 'Writes answers',
}

export const fitWords: Readonly<Record<Fit, { tone: 'ok' | 'warn' | 'danger'; words: string }>> = {
  fits: { tone: 'ok', words: 'Fits this computer' },
  tight: { tone: 'warn', words: 'Tight: close other programs first' },
  'too-large': { tone: 'danger', words: 'Too large for this computer' },
}

/** "English and Hindi"; nothing where it is not known. */
export function languageWords(languages: readonly string[]): string | null {
  if (languages.includes('mul')) return 'Many languages'
  const names = new Intl.DisplayNames(undefined, { type: 'language', fallback: 'none' })
  const known = languages.flatMap((tag) => {
    try {
      return names.of(tag) ?? []
    } catch {
      // Not a tag at all: files say what they like.
      return []
    }
  })
  return known.length === 0 ? null : new Intl.ListFormat().format(known)
}
