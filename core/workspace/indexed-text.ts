/** What the keyword index and the embedder read for a passage: its document's title and headings give it context. */
export function indexedText(passage: { title: string; heading: string | null; text: string }): string {
  return [passage.title, passage.heading, passage.text]
    .filter((part) => part !== null && part !== '')
    .join('\n')
}
