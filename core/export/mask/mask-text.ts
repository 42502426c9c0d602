import { findCards } from './find-cards.ts'
import { findEmails } from './find-emails.ts'
import { findAadhaars, findGstins, findPans } from './find-indian-numbers.ts'
import { findIbans } from './find-ibans.ts'
import { findPhones } from './find-phones.ts'
import { plainForm } from './plain-form.ts'
import type { Detector, Span } from './span.ts'

/** Where two overlap the earlier one counts, and of two that begin together the first in this list that is longest. */
const detectors: readonly Detector[] = [
  findEmails,
  findIbans,
  findGstins,
  findPans,
  findAadhaars,
  findCards,
  findPhones,
]

/** A text with each e-mail address, telephone, card and account number in it replaced by what it is. */
export function maskText(text: string): string {
  let masked = ''
  let at = 0
  for (const { start, end, kind } of personalData(text)) {
    masked += `${text.slice(at, start)}[masked ${kind}]`
    at = end
  }
  return masked + text.slice(at)
}

/** Personal data in a text, in order and without overlaps. */
export function personalData(text: string): Span[] {
  const plain = plainForm(text)
  const found = detectors
    .flatMap((detect) => detect(plain))
    .sort((a, b) => a.start - b.start || b.end - a.end)
  const spans: Span[] = []
  for (const span of found) {
    const last = spans.at(-1)
    if (!last || span.start >= last.end) spans.push(span)
    // What begins inside of one and goes beyond it is not left standing in part.
    else if (span.end > last.end) last.end = span.end
  }
  return spans
}
