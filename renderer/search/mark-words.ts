import { wordStem } from './word-stem.ts'

/** A stretch of text, marked or not. */
export interface Stretch {
  text: string
  marked: boolean
}

/** Words that stand everywhere and say nothing of why a passage was found. */
const everywhere = new Set(
  `a an and any are as at be been but by can did do does for from had has have how i if in is it its may me my no not of
  on or our shall she so that the their them then there they this to us was we were what when where which who whom whose
  why will with would you your
  और एक इस उस इन उन इसका उसका इसके उसके इसकी उसकी का की के को में से पर है हैं था थी थे हो हुआ हुई हुए ने तो भी ही जो यह वह ये वे या कि
  किया कर करना करने रहा रही रहे गया गई गए लिए तक नहीं क्या कब कौन कहाँ कैसे क्यों किस कितना कितनी कितने अपने अपना अपनी`.split(
    /\s+/u,
  ),
)

/** A run of letters, marks and digits; a number keeps the points and commas inside it. */
const words = /(?:[\p{L}\p{M}\p{N}\u200c\u200d]|(?<=\p{N})[.,](?=\p{N}))+/gu

/**
 * The text in stretches, with the words marked that the query has too. Only whole words are marked, and none of those that
 * stand in every text; of a query of nothing else, none.
 */
export function markWords(text: string, query: string): Stretch[] {
  const wanted = new Set(
    (query.normalize('NFC').toLowerCase().match(words) ?? [])
      .filter((word) => !everywhere.has(word) && (word.length > 1 || /\p{N}/u.test(word)))
      .map(wordStem),
  )
  const stretches: Stretch[] = []
  let at = 0
  for (const { 0: word, index } of text.matchAll(words)) {
    if (everywhere.has(word.toLowerCase()) || !wanted.has(wordStem(word))) continue
    if (index > at) stretches.push({ text: text.slice(at, index), marked: false })
    stretches.push({ text: word, marked: true })
    at = index + word.length
  }
  if (at < text.length) stretches.push({ text: text.slice(at), marked: false })
  return stretches
}
