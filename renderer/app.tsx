import { useQuery } from '@tanstack/react-query'
import { useFirmState } from './firm/firm-state.ts'
import { SetupScreen } from './firm/setup-screen.tsx'
import { SignInScreen } from './firm/sign-in-screen.tsx'
import { Rail } from './frame/rail.tsx'
import { WorkspaceFrame } from './frame/workspace-frame.tsx'
import { NavigationProvider } from './navigation.tsx'
import { useWindowState } from './window-state.ts'
import { WorkspaceProvider } from './workspace.tsx'

/** Decides which of its lives the window is in; everything else hangs below. */
export function App() {
  const state = useFirmState()
  const shown = useWindowState()
  const about = useQuery({
    queryKey: ['workspace.about', shown.kind === 'open' ? shown.binding : null],
    queryFn: async () => (shown.kind === 'open' ? await shown.caller.call('workspace.about', {}) : null),
    enabled: shown.kind === 'open',
  })
  if (!state.data) return null
  if (!state.data.exists) return <SetupScreen />
  if (!state.data.signedIn) return <SignInScreen />
  if (shown.kind !== 'open' || !about.data)
    return (
      <div>
        <Rail />
        <p>
          {shown.kind} {about.error?.message}
        </p>
      </div>
    )
  const { workspace: id, binding, caller } = shown
  return (
    <WorkspaceProvider workspace={{ id, binding, caller, about: about.data }}>
      <NavigationProvider start={{ kind: 'ask', thread: null }}>
        <WorkspaceFrame />
      </NavigationProvider>
    </WorkspaceProvider>
  )
}
