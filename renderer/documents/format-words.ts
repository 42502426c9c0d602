/** What people call the formats that are read. */
const words: Readonly<Record<string, string>> = {
  pdf: 'PDF',
  docx: 'Word',
  html: 'HTML',
  markdown: 'Markdown',
  text: 'Text',
}

export const readableFormats = 'PDF, Word, HTML, Markdown and plain text'

export function formatWords(format: string): string {
  return words[format] ?? format.toUpperCase()
}
