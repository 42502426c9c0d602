import { findPhoneNumbersInText } from 'libphonenumber-js/max'
import type { Span } from './span.ts'

/** Countries whose numbers are also found as they are written at home; any other begins with a plus sign. */
const homes = ['IN', 'GB', 'US'] as const
/** Shorter numbers are not a person's. */
const fewestDigits = 7

/** Telephone numbers that are valid in their country (libphonenumber). */
export function findPhones(text: string): Span[] {
  if ((text.match(/\d/g)?.length ?? 0) < fewestDigits) return []
  return homes.flatMap((defaultCountry) =>
    findPhoneNumbersInText(text, defaultCountry).map(({ startsAt, endsAt }): Span => ({
      start: startsAt,
      end: endsAt,
      kind: 'phone',
    })),
  )
}
