import type { Place } from '../../core/contract/workspace/place.ts'

/** A cited span, with the text around it that it was cut from. */
export interface Passage extends Pick<Place, 'page' | 'start' | 'end'> {
  quote: string
  /** Text of the page around the quote, and where in it the quote begins; in UTF-16 code units. */
  around: { text: string; start: number }
}
