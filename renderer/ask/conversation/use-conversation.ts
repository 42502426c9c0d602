import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { ThreadId, WorkspaceId } from '../../../core/ids.ts'
import { useNavigation } from '../../navigation.tsx'
import { useEachVisit } from '../../use-each-visit.ts'
import { useWorkspace } from '../../workspace.tsx'
import { type Asked, type Asking, type ConversationKey, Conversations } from './conversations.ts'
import { threadListener } from './threads.ts'

/** A page is thrown away with its workspace, and this with the page. */
const ofWorkspace = new Map<WorkspaceId, Conversations>()

function conversationsOf(workspace: WorkspaceId): Conversations {
  const known = ofWorkspace.get(workspace)
  if (known) return known
  const fresh = new Conversations()
  ofWorkspace.set(workspace, fresh)
  return fresh
}

/** The conversations of the open workspace, beside the screens. */
function useConversations(): Conversations {
  return conversationsOf(useWorkspace().id)
}

/** What was last asked in a conversation from this page, and how it is doing. */
export function useAsked(key: ConversationKey): Asked | null {
  const conversations = useConversations()
  return useSyncExternalStore(conversations.subscribe, () => conversations.get(key).asked)
}

/** What stands in a conversation's composer. */
export function useDraft(key: ConversationKey): [string, (draft: string) => void] {
  const conversations = useConversations()
  const draft = useSyncExternalStore(conversations.subscribe, () => conversations.get(key).draft)
  const write = useCallback((next: string) => conversations.write(key, next), [conversations, key])
  return [draft, write]
}

interface UseAsking {
  ask: (question: string, asking: Asking) => void
  stop: () => void
}

export function useAsking(key: ConversationKey): UseAsking {
  const { binding, caller } = useWorkspace()
  const queries = useQueryClient()
  const conversations = useConversations()
  return useMemo(
    () => ({
      ask: (question, asking) =>
        void conversations.ask(caller, key, question, asking, threadListener(queries, binding)),
      stop: () => conversations.stop(key),
    }),
    [conversations, caller, binding, key, queries],
  )
}

/** Begins anew whenever somebody comes to begin, and follows a new conversation to the thread that it becomes. */
export function useBeginning(thread: ThreadId | null): void {
  const conversations = useConversations()
  const { go } = useNavigation()
  const became = useSyncExternalStore(conversations.subscribe, () => conversations.get('new').became)

  useEachVisit(() => {
    if (thread === null) conversations.begin()
  })

  useEffect(() => {
    // What another visit began was forgotten just now.
    const isHere = became !== null && conversations.get('new').became === became
    if (thread === null && isHere) go({ kind: 'ask', thread: became })
  }, [thread, became, conversations, go])
}
