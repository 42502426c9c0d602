import { digitGroups, stretches } from './digit-groups.ts'
import type { Span } from './span.ts'

const edge = { before: '(?<![\\p{L}\\p{N}])', after: '(?![\\p{L}\\p{N}])' }
const pan = new RegExp(`${edge.before}[A-Z]{3}[ABCFGHJLPT][A-Z]\\d{4}[A-Z]${edge.after}`, 'giu')
const gstin = new RegExp(`${edge.before}\\d{2}[A-Z]{5}\\d{4}[A-Z][A-Z\\d]Z[A-Z\\d]${edge.after}`, 'giu')

/** Permanent account numbers of India; the fourth letter is the kind of holder. They have no public check digit. */
export function findPans(text: string): Span[] {
  return [...text.matchAll(pan)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
    kind: 'PAN',
  }))
}

/** Tax numbers of India: 15 characters, the last a check character. */
export function findGstins(text: string): Span[] {
  return [...text.matchAll(gstin)]
    .filter(([found]) => gstinCheck(found.toUpperCase()) === found.slice(-1).toUpperCase())
    .map(({ index, 0: { length } }) => ({ start: index, end: index + length, kind: 'GSTIN' }))
}

/** Each character in base 36, every second one doubled; the digits of each product added up; modulo 36. */
function gstinCheck(number: string): string {
  let sum = 0
  for (let index = 0; index < 14; index += 1) {
    const product = Number.parseInt(number[index] ?? '0', 36) * (index % 2 === 0 ? 1 : 2)
    sum += Math.floor(product / 36) + (product % 36)
  }
  return ((36 - (sum % 36)) % 36).toString(36).toUpperCase()
}

/** Identity numbers of India: 12 digits, not beginning with 0 or 1, with a check digit by Verhoeff. */
export function findAadhaars(text: string): Span[] {
  return digitGroups(text).flatMap((groups) =>
    stretches(groups, 12, (digits) => /^[2-9]\d{11}$/.test(digits) && verhoeff(digits) === 0).map(
      (place): Span => ({ ...place, kind: 'Aadhaar' }),
    ),
  )
}

/** The permutation that moves a digit, applied as often as its place says. */
const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

function verhoeff(digits: string): number {
  let check = 0
  for (let index = 0; index < digits.length; index += 1) {
    let digit = Number(digits[digits.length - 1 - index])
    for (let times = 0; times < index % 8; times += 1) digit = permutation[digit] ?? 0
    check = dihedral(check, digit)
  }
  return check
}

/** The product of two elements of the dihedral group of order 10. */
function dihedral(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : ((a + b - 5) % 5) + 5
  return b < 5 ? ((a - 5 - b + 5) % 5) + 5 : (a - 5 - (b - 5) + 5) % 5
}
