import type { Asked } from './conversation/conversations.ts'

/** What a screen reader says of the last question. */
export function announcement(asked: Asked | null): string {
  if (!asked) return ''
  if (asked.kind === 'asking') return asked.stopping ? 'Stopping' : 'Looking through the documents'
  if (asked.kind === 'failed') return `There is no answer. ${asked.reason}`
  const { reply } = asked.turn
  switch (reply.kind) {
    case 'answered':
      return `Answer ready, ${sources(reply.citations.length)}`
    case 'not-found':
      return reply.text
    case 'stopped':
      return `Stopped, ${sources(reply.citations.length)}`
    case 'written':
      return `${reply.end === 'stopped' ? 'Stopped' : 'Answer ready'}, ${sources(reply.citations.length)}`
    case 'interrupted':
    case 'hidden':
      return ''
    default:
      return reply satisfies never
  }
}

function sources(count: number): string {
  return count === 1 ? '1 source' : `${count} sources`
}
