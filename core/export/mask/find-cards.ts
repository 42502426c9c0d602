import { digitGroups, stretches } from './digit-groups.ts'
import type { Span } from './span.ts'

/** Card numbers: 12 to 19 digits with the check digit of ISO/IEC 7812-1 (Luhn). */
export function findCards(text: string): Span[] {
  return digitGroups(text).flatMap((groups) =>
    stretches(groups, 19, isCard).map((place): Span => ({ ...place, kind: 'card' })),
  )
}

function isCard(digits: string): boolean {
  return digits.length >= 12 && !digits.startsWith('0') && luhn(digits) % 10 === 0
}

function luhn(digits: string): number {
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index])
    const doubled = index % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum
}
