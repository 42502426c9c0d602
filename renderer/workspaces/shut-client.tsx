import { useEffect } from 'react'
import type { Person } from '../firm/firm-state.ts'
import { useWindowState } from '../window-state.ts'
import { ChooserScreen } from './chooser-screen.tsx'
import type { Client } from './clients.ts'
import { DestroyedScreen } from './destroyed-screen.tsx'
import { EndedScreen } from './ended-screen.tsx'
import { FailedScreen } from './failed-screen.tsx'
import { openClient } from './open-client.ts'
import { OpeningScreen } from './opening-screen.tsx'

/** What stands where the screens of a client will, while none is open. */
export function ShutClient({ person, clients }: { person: Person; clients: readonly Client[] }) {
  const shown = useWindowState()
  const clientOf = (id: string) => clients.find((client) => client.id === id) ?? null
  // What was open before the lock opens by itself, for whoever may open it.
  const last = shown.kind === 'closed' && shown.last ? clientOf(shown.last) : null
  const lastId = last?.id ?? null
  useEffect(() => {
    if (lastId) openClient(lastId)
  }, [lastId])
  switch (shown.kind) {
    case 'starting':
      return null
    case 'closed':
      return last ? <OpeningScreen client={last} /> : <ChooserScreen person={person} clients={clients} />
    case 'ended':
      return <EndedScreen client={clientOf(shown.workspace)} isOpening={false} />
    case 'opening':
      return shown.before ? (
        <EndedScreen client={clientOf(shown.workspace)} isOpening />
      ) : (
        <OpeningScreen client={clientOf(shown.workspace)} />
      )
    case 'open':
      // Open, but what it is has not been told yet.
      return <OpeningScreen client={clientOf(shown.workspace)} />
    case 'failed':
      return <FailedScreen workspace={shown.workspace} client={clientOf(shown.workspace)} failed={shown} />
    case 'destroyed':
      return <DestroyedScreen />
    default:
      return shown satisfies never
  }
}
