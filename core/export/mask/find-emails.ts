import type { Span } from './span.ts'

/** Bounded, so that no text can make it slow: lengths of RFC 5321. */
const email =
  /[\p{L}\p{M}\p{N}._%+'-]{1,64}@[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,62}\.){1,8}\p{L}[\p{L}\p{M}-]{1,62}/gu

export function findEmails(text: string): Span[] {
  if (!text.includes('@')) return []
  return [...text.matchAll(email)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
    kind: 'e-mail',
  }))
}
