import { useEffect, useEffectEvent, useRef } from 'react'
import { useWorkspace } from './workspace.tsx'

/** Does something once there are fewer documents to read than before: what shows any of them may have to go (R6, R7). */
export function useFewerDocuments(forget: () => void): void {
  const { binding, about } = useWorkspace()
  const before = useRef({ binding, documents: about.documents })
  const fewer = useEffectEvent(forget)
  useEffect(() => {
    const known = before.current
    before.current = { binding, documents: about.documents }
    if (known.binding === binding && about.documents < known.documents) fewer()
  }, [binding, about.documents])
}
