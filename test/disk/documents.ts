import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Words that stand in the imported documents and in their titles. */
export interface DocumentWords {
  sentence: string
  title: string
}

/** Writes text, Markdown and HTML files that hold the words. Other numbers are other documents. */
export function writeDocuments(folder: string, words: DocumentWords, count: number, first = 0): void {
  mkdirSync(folder, { recursive: true })
  const kinds = [
    { extension: 'txt', around: (text: string) => text },
    { extension: 'md', around: (text: string) => `# Letter\n\n${text}` },
    { extension: 'html', around: (text: string) => `<html><body><p>${text}</p></body></html>` },
  ]
  for (let number = first; number < first + count; number++) {
    const kind = kinds[number % kinds.length]!
    const sentences = Array.from(
      { length: 20 + (number % 50) },
      (_, line) => `In clause ${number * 100 + line} the retainer of ${words.sentence} is due quarterly.`,
    )
    const file = join(folder, `letter-${number}-${words.title}.${kind.extension}`)
    writeFileSync(file, kind.around(sentences.join('\n\n')))
  }
}

/** A file that says it is a PDF and cannot be read, with the word in what would be its text. */
export function writeUnreadablePdf(folder: string, words: DocumentWords): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `scan-${words.title}.pdf`), `%PDF-1.7\n${words.sentence}\n1 0 obj <</Length 9`)
}
