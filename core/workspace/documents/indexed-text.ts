/** What the keyword index and the embedder read for a passage: its document's title and headings give it context. */
export function indexedText(passage: { title: string; heading: string | null; text: string }): string {
  // What a file is called says something, what kind of file it is does not.
  const title = passage.title.replace(/\.\w{1,5}$/, '')
  return [title, passage.heading, passage.text].filter((part) => part !== null && part !== '').join('\n')
}
