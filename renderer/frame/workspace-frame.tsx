import { type ReactNode, useState } from 'react'
import { AcrossScreen } from '../across/across-screen.tsx'
import type { Person } from '../firm/firm-state.ts'
import { ModelsScreen } from '../models/models-screen.tsx'
import { type Screen, useNavigation } from '../navigation.tsx'
import { SheetBanner } from '../recovery/sheet-banner.tsx'
import { SettingsScreen } from '../settings/settings-screen.tsx'
import { Frame } from '../ui/frame.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { TitleBar } from '../ui/title-bar.tsx'
import { Wall } from '../ui/wall.tsx'
import { useWindowState } from '../window-state.ts'
import type { OpenWorkspace } from '../workspace.tsx'
import type { Client } from '../workspaces/clients.ts'
import { SampleArrival } from '../workspaces/sample-arrival.tsx'
import type { Sample } from '../workspaces/samples.ts'
import { ShutClient } from '../workspaces/shut-client.tsx'
import { actionsFor, lockNow } from './actions.ts'
import { GoToButton } from './go-to-button.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { OfflineBadge } from './offline-badge.tsx'
import { Palette } from './palette.tsx'
import { ScreenBoundary } from './screen-boundary.tsx'
import { keyCap, shortcuts } from './shortcuts.ts'
import { Sidebar } from './sidebar.tsx'
import { SkipButton } from './skip-button.tsx'
import { useFocusOnChange } from './use-focus-on-change.ts'
import { useShortcuts } from './use-shortcuts.ts'
import styles from './workspace-frame.module.css'
import { WorkspacePalette } from './workspace-palette.tsx'
import { WorkspaceScreens } from './workspace-screens.tsx'

export interface WorkspaceFrameProps {
  person: Person
  clients: readonly Client[]
  /** What is open in this window, also while its process is being started again. */
  workspace: OpenWorkspace | null
  /** The invented client that it is, if it is one. */
  sample: Sample | null
  /** What floats above the screens. */
  children?: ReactNode
}

/** The window of somebody who is signed in: title bar, sidebar, and a screen of the client that is open, if any. */
export function WorkspaceFrame({ person, clients, workspace, sample, children }: WorkspaceFrameProps) {
  const shown = useWindowState()
  const { screen, visit, go } = useNavigation()
  const [hasSidebar, setSidebar] = useState(true)
  const [overlay, setOverlay] = useState<'palette' | 'keys' | null>(null)

  const isOpen = shown.kind === 'open' && workspace !== null
  const client = 'workspace' in shown ? (clients.find(({ id }) => id === shown.workspace) ?? null) : null
  const role = isOpen ? workspace.about.role : null
  const toggleSidebar = () => setSidebar((before) => !before)
  const actions = actionsFor({
    clients,
    isReading: role !== null && role !== 'auditor',
    go,
    onGoTo: () => setOverlay('palette'),
    onKeys: () => setOverlay('keys'),
    onSidebar: toggleSidebar,
  })
  useShortcuts(actions)
  useFocusOnChange(`${shown.kind} ${visit}`)

  const palette = { isOpen: overlay === 'palette', onClose: () => setOverlay(null), actions }
  return (
    <Frame
      colour={client?.colour ?? null}
      isLocked={!isOpen}
      titleBar={
        <>
          {!client && <Wall isLocked />}
          <TitleBar
            name={client?.name ?? 'Bulkhead'}
            colour={client?.colour ?? null}
            isLocked={client !== null && !isOpen}
            start={
              <>
                <SkipButton />
                <IconButton
                  icon="panel-left"
                  label={hasSidebar ? 'Hide the sidebar' : 'Show the sidebar'}
                  keys={keyCap(shortcuts.sidebar)}
                  onPress={toggleSidebar}
                />
              </>
            }
            end={
              <>
                <GoToButton onPress={() => setOverlay('palette')} />
                <OfflineBadge />
                <IconButton icon="lock" label="Lock now" keys={keyCap(shortcuts.lock)} onPress={lockNow} />
              </>
            }
          />
        </>
      }
      sidebar={hasSidebar && <Sidebar person={person} role={role} />}
    >
      {screen.kind === 'models' ? (
        <ScreenBoundary>
          <ModelsScreen hasClient={isOpen} />
        </ScreenBoundary>
      ) : screen.kind === 'settings' ? (
        <ScreenBoundary>
          <SettingsScreen client={isOpen ? client : null} isOwner={role === 'owner'} />
        </ScreenBoundary>
      ) : (
        !isOpen &&
        (screen.kind === 'across' && shown.kind === 'closed' ? (
          <ScreenBoundary>
            <AcrossScreen clients={clients} />
          </ScreenBoundary>
        ) : (
          <ShutClient person={person} clients={clients} />
        ))
      )}
      {workspace && (
        // Hidden, not gone, while its process is started again: what one was writing stays.
        <div className={styles['screens']} hidden={!isOpen || isOfTheApp(screen)}>
          {client && !sample && <SheetBanner client={client} />}
          {sample ? (
            <SampleArrival sample={sample}>
              <WorkspaceScreens />
            </SampleArrival>
          ) : (
            <WorkspaceScreens />
          )}
        </div>
      )}
      {isOpen ? <WorkspacePalette {...palette} /> : <Palette {...palette} open={null} />}
      {children}
      <KeysDialog isOpen={overlay === 'keys'} onClose={() => setOverlay(null)} />
    </Frame>
  )
}

/** What is shown whether or not a client is open. */
function isOfTheApp({ kind }: Screen): boolean {
  return kind === 'settings' || kind === 'models'
}
