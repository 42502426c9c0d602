import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ImporterProvider } from './documents/importer.tsx'
import { DoorProblemScreen } from './firm/door-problem-screen.tsx'
import type { Person } from './firm/firm-state.ts'
import { useStaff } from './firm/staff.ts'
import { watchPresence } from './frame/presence.ts'
import { WorkspaceFrame } from './frame/workspace-frame.tsx'
import { NavigationProvider, type Screen } from './navigation.tsx'
import { carryOut, type Removal, RemovalProvider } from './people/members/removal.tsx'
import { showToast } from './ui/toast.tsx'
import { WorkspaceProvider } from './workspace.tsx'
import { BringInDialog } from './recovery/bring-in-dialog.tsx'
import { type RecoveryActions, RecoveryProvider } from './recovery/recovery-provider.tsx'
import { newSheet } from './recovery/sheet.ts'
import { DestroyScreen } from './destruction/destroy-screen.tsx'
import { DestructionProvider } from './destruction/destruction-provider.tsx'
import { type Client, clientsKey, useClients } from './workspaces/clients.ts'
import { FirstClientScreen } from './workspaces/first-client-screen.tsx'
import { homeScreen } from './workspaces/home-screen.ts'
import type { MadeClient } from './workspaces/new-client.ts'
import { NewClientDialog } from './workspaces/new-client-dialog.tsx'
import { NewClientProvider } from './workspaces/new-client-provider.tsx'
import { openClient } from './workspaces/open-client.ts'
import { RecoverySheetScreen } from './workspaces/recovery-sheet-screen.tsx'
import { useSamples } from './workspaces/samples.ts'
import { useOpenWorkspace } from './workspaces/use-open-workspace.ts'

/** The window of somebody who is signed in: the first minutes of a new client, or the frame with what is open. */
export function SignedIn({ person }: { person: Person }) {
  const list = useClients()
  const staff = useStaff()
  const samples = useSamples()
  const workspace = useOpenWorkspace()
  useEffect(watchPresence, [])
  const [isMaking, setMaking] = useState(false)
  const [made, setMade] = useState<MadeClient | null>(null)
  const [sheet, setSheet] = useState<MadeClient | null>(null)
  const [removal, setRemoval] = useState<Removal | null>(null)
  const [destroying, setDestroying] = useState<Client | null>(null)
  const [start, setStart] = useState<Screen | null>(null)
  const [notice, setNotice] = useState<string | null>(null)
  // After the commit that put the next frame in place: what is said in a frame goes with it.
  useEffect(() => {
    if (notice !== null) showToast({ text: notice })
  }, [notice])
  const [isBringingIn, setBringingIn] = useState(false)
  const queries = useQueryClient()
  const missing = [list, staff, samples].find(({ error }) => error)
  if (missing) return <DoorProblemScreen error={missing.error} onTryAgain={() => void missing.refetch()} />
  if (!list.data || !staff.data || !samples.data) return null
  const { clients, closed } = list.data
  // Whoever is alone and has no client yet is still setting up.
  const isFirst = staff.data.length === 1 && clients.length + closed.length === 0 && person.role === 'staff'
  if (made)
    return (
      <RecoverySheetScreen
        made={made}
        by={person.name}
        kind={isFirst ? 'first' : 'new'}
        onDone={() => openClient(made.id)}
        onLater={() => openClient(made.id)}
      />
    )
  const leaveSheet = () => {
    setSheet(null)
    void queries.invalidateQueries({ queryKey: clientsKey })
  }
  if (sheet)
    return (
      <RecoverySheetScreen
        made={sheet}
        by={person.name}
        kind="again"
        onDone={leaveSheet}
        onLater={leaveSheet}
      />
    )
  if (removal) {
    const { made: client, member } = removal
    const leave = () => {
      setRemoval(null)
      setStart({ kind: 'people' })
      void queries.invalidateQueries({ queryKey: clientsKey })
    }
    return (
      <RecoverySheetScreen
        made={client}
        by={person.name}
        kind="removal"
        leaving={member.name}
        onConfirm={async () => await carryOut(removal)}
        onDone={() => {
          leave()
          setNotice(`${member.name} was removed. ${client.name} has a new key.`)
        }}
        onLater={leave}
      />
    )
  }
  if (destroying) {
    const back = (to: Screen) => {
      setDestroying(null)
      setStart(to)
    }
    return (
      <DestroyScreen
        client={destroying}
        onCancel={() => back({ kind: 'settings' })}
        onExport={() => back({ kind: 'audit', entry: null })}
      />
    )
  }
  const beginRemoval = async (member: Removal['member'], told: number) => {
    const client = clients.find(({ id }) => id === workspace?.id)
    if (!workspace || !client) return
    const { recoveryKey } = await workspace.caller.call('members.prepareRemoval', {
      member: member.id,
      told,
    })
    setRemoval({ made: { ...client, recoveryKey }, member, told, open: workspace })
  }
  const recovery: RecoveryActions | null =
    person.role === 'staff'
      ? {
          newSheet: async (client) => setSheet(await newSheet(client)),
          bringIn: () => setBringingIn(true),
        }
      : null
  const bringIn = <BringInDialog isOpen={isBringingIn} onClose={() => setBringingIn(false)} />
  if (isFirst)
    return (
      <RecoveryProvider actions={recovery}>
        <FirstClientScreen onMade={setMade} />
        {bringIn}
      </RecoveryProvider>
    )

  const sample = workspace ? (samples.data.find(({ name }) => name === workspace.about.name) ?? null) : null
  const frame = (
    <NavigationProvider start={start ?? homeScreen(workspace?.about ?? null, sample)}>
      <WorkspaceFrame person={person} clients={clients} workspace={workspace} sample={sample}>
        <NewClientDialog
          isOpen={isMaking}
          clients={clients}
          openName={workspace?.about.name ?? null}
          onClose={() => setMaking(false)}
          onMade={setMade}
        />
        {bringIn}
      </WorkspaceFrame>
    </NavigationProvider>
  )
  return (
    <RecoveryProvider actions={recovery}>
      <NewClientProvider begin={person.role === 'staff' ? () => setMaking(true) : null}>
        <DestructionProvider begin={person.role === 'staff' ? setDestroying : null}>
          {workspace ? (
            <WorkspaceProvider workspace={workspace}>
              <RemovalProvider begin={beginRemoval}>
                <ImporterProvider>{frame}</ImporterProvider>
              </RemovalProvider>
            </WorkspaceProvider>
          ) : (
            frame
          )}
        </DestructionProvider>
      </NewClientProvider>
    </RecoveryProvider>
  )
}
