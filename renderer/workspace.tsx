import { createContext, type ReactNode, useContext } from 'react'
import type { OutputOf } from '../core/contract/method.ts'
import type { workspaceContract } from '../core/contract/workspace.ts'
import type { WorkspaceId } from '../core/ids.ts'
import type { WorkspaceCaller } from './api.ts'

export type About = OutputOf<(typeof workspaceContract)['workspace.about']>

/** The workspace that is open in this window. */
export interface OpenWorkspace {
  id: WorkspaceId
  binding: number
  caller: WorkspaceCaller
  about: About
}

const Context = createContext<OpenWorkspace | null>(null)

export function WorkspaceProvider({
  workspace,
  children,
}: {
  workspace: OpenWorkspace
  children: ReactNode
}) {
  return <Context value={workspace}>{children}</Context>
}

/** Only inside of an open workspace; there is none elsewhere to be had. */
export function useWorkspace(): OpenWorkspace {
  const workspace = useContext(Context)
  if (!workspace) throw new Error('a screen of a workspace was shown outside of one')
  return workspace
}
