import { ThreadList } from '../ask/thread-list.tsx'
import { keyCap, shortcuts } from './shortcuts.ts'

/** The threads of this person in the workspace that is open. */
export function Threads() {
  return <ThreadList newThreadKeys={keyCap(shortcuts.newThread)} />
}
