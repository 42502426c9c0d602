import type { ThreadId } from '../../core/ids.ts'

/** Questions and answers of one thread, or the place to begin one. */
export function AskScreen({ thread }: { thread: ThreadId | null }) {
  return <p>{thread}</p>
}
