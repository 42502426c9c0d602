/** Where something stands in a text, in UTF-16 code units, and what it is. */
export interface Span {
  start: number
  end: number
  kind: 'e-mail' | 'phone' | 'card' | 'IBAN' | 'PAN' | 'GSTIN' | 'Aadhaar'
}

/** Finds one kind of personal data; `text` has plain digits, blanks and hyphens only (see `plainForm`). */
export type Detector = (text: string) => Span[]
