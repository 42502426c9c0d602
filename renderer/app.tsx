import { DoorProblemScreen } from './firm/door-problem-screen.tsx'
import { useFirmState } from './firm/firm-state.ts'
import { SetupScreen } from './firm/setup-screen.tsx'
import { SignInScreen } from './firm/sign-in-screen.tsx'
import { SignedIn } from './signed-in.tsx'

/** Decides which of its lives the window is in; everything else hangs below. */
export function App() {
  const state = useFirmState()
  if (state.error) return <DoorProblemScreen error={state.error} onTryAgain={() => void state.refetch()} />
  if (!state.data) return null
  const { exists, login, keyStore, signedIn, waitMs } = state.data
  if (!exists) return <SetupScreen />
  if (!signedIn) return <SignInScreen login={login} keyStore={keyStore} waitMs={waitMs} />
  return <SignedIn person={signedIn} />
}
