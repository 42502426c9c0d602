/** Inflexions of Hindi, longest first; after Ramanathan and Rao, "A lightweight stemmer for Hindi" (EACL 2003). */
const suffixes = [
  'ाएंगी ाएंगे ाऊंगी ाऊंगा',
  'ाएगी ाएगा ाओगी ाओगे एंगी ेंगी एंगे ेंगे ूंगी ूंगा ातीं नाओं नाएं ताओं ताएं ियाँ ियों ियां',
  'ाकर ाइए ाईं ाये ायी ाया ेगी ेगा ोगी ोगे ाने ाना ाते ाती ाता तीं ाओं ाएं ुओं ुएं ुआं',
  'कर ाओ िए ाई ाए ने नी ना ते ीं ती ता ाँ ां ों ें ीय',
  'ा ि ी ु ू े ै ो ौ ं ँ',
].flatMap((line) => line.split(' '))

/**
 * The stem of a Hindi word in NFC: spellings that mean the same are made one (nukta, chandrabindu, nasal conjuncts) and
 * the inflexion is taken off, so that a question meets a document that inflects the word another way.
 */
export function stemDevanagari(word: string): string {
  const plain = word
    .replace(/\u0901/g, '\u0902')
    .replace(/[\u093c\u200c\u200d]/g, '')
    .replace(/[नम]\u094d(?=[क-ह])/g, '\u0902')
  const suffix = suffixes.find((one) => plain.endsWith(one) && plain.length - one.length >= 2)
  return suffix === undefined ? plain : plain.slice(0, -suffix.length)
}
