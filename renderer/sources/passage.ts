/** A cited span, with the text around it that it was cut from. */
export interface Passage {
  /** From 1; null where the format has no pages. */
  page: number | null
  quote: string
  /** Text of the page around the quote, and where in it the quote begins; in UTF-16 code units. */
  around: { text: string; start: number }
}
