import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useWorkspace } from '../../workspace.tsx'
import { forgetThreads } from './threads.ts'

/** Asks for threads anew once there are fewer documents to read: what rested on those is gone or hidden (R6, R7). */
export function useForgottenThreads(): void {
  const { binding, about } = useWorkspace()
  const queries = useQueryClient()
  const before = useRef({ binding, documents: about.documents })
  useEffect(() => {
    const known = before.current
    before.current = { binding, documents: about.documents }
    if (known.binding === binding && about.documents < known.documents) void forgetThreads(queries, binding)
  }, [binding, about.documents, queries])
}
