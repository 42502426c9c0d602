/**
 * The language to set a document's text in, where its letters tell: it decides the line height and the voice of a screen
 * reader. Most of what is written in Devanagari here is Hindi; undefined leaves the language of the app.
 */
export function languageOf(text: string): 'hi' | undefined {
  const beginning = text.slice(0, 2_000)
  const letters = beginning.match(/\p{L}/gu)?.length ?? 0
  const devanagari = beginning.match(/\p{Script=Devanagari}/gu)?.length ?? 0
  return devanagari > letters / 2 ? 'hi' : undefined
}
