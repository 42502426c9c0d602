import { useState } from 'react'
import { Button } from '../button.tsx'
import { DropArea } from '../drop-area.tsx'
import { TextArea } from '../fields/text-area.tsx'
import { Frame } from '../frame.tsx'
import { Icon } from '../icon.tsx'
import { IconButton } from '../icon-button.tsx'
import { KeyCap } from '../key-cap.tsx'
import { NavList } from '../lists/nav-list.tsx'
import { CitationChip } from '../marks/citation-chip.tsx'
import { Mark } from '../marks/mark.tsx'
import { WorkspaceTile } from '../marks/workspace-tile.tsx'
import { Split } from '../split.tsx'
import { TitleBar } from '../title-bar.tsx'
import { Toolbar } from '../toolbar.tsx'
import { Wall } from '../wall.tsx'
import { Overlay, type OverlayName } from './overlay.tsx'
import styles from './window.module.css'

/** A whole window, put together as the app does, to judge how the parts sit beside each other. */
export function Window({ overlay, isLocked = false }: { overlay: OverlayName | null; isLocked?: boolean }) {
  const [isSidebarShown, setSidebarShown] = useState(true)
  const [isPaneShown, setPaneShown] = useState(true)
  const [question, setQuestion] = useState('')
  const [open, setOpen] = useState(overlay)
  return (
    <Frame
      colour={0}
      isLocked={isLocked}
      titleBar={
        <TitleBar
          name="Meridian Salon Group"
          colour={0}
          isLocked={isLocked}
          start={
            <IconButton
              icon="panel-left"
              label="Sidebar"
              keys="Ctrl B"
              isPressed={isSidebarShown}
              onPress={() => setSidebarShown(!isSidebarShown)}
            />
          }
          centre={
            <Button variant="quiet" icon="search" onPress={() => setOpen('Palette')}>
              Go to <KeyCap isBare>Ctrl K</KeyCap>
            </Button>
          }
          end={
            <>
              <Button variant="quiet" size="sm" icon="offline">
                0 connections
              </Button>
              <IconButton icon="lock" label="Lock now" keys="Ctrl L" />
            </>
          }
        />
      }
      sidebar={isSidebarShown && <Sidebar />}
    >
      <Split
        isPaneShown={isPaneShown}
        onClose={() => setPaneShown(false)}
        paneLabel="Sources"
        pane={
          <>
            <Toolbar
              level={2}
              title="Sources"
              actions={<IconButton icon="x" label="Close" onPress={() => setPaneShown(false)} />}
            />
            <div className={styles['desk']}>
              <article className={styles['paper']}>
                <p lang="hi">महाराष्ट्र शासन, वस्तु एवं सेवा कर विभाग</p>
                <p>1. On scrutiny of returns, input tax credit of ₹6,12,480 appears inadmissible.</p>
                <p>
                  2.{' '}
                  <Mark>You are directed to furnish a reply in Form GST DRC-06 on or before 14/08/2025.</Mark>
                </p>
              </article>
            </div>
          </>
        }
      >
        <Toolbar
          title="GST notice, FY 2023–24"
          actions={
            <>
              <span className={styles['meta']}>6 questions</span>
              <IconButton icon="search" label="Find in this thread" />
              <IconButton
                icon="panel-right"
                label="Sources"
                isPressed={isPaneShown}
                onPress={() => setPaneShown(!isPaneShown)}
              />
            </>
          }
        />
        <DropArea label="Drop to add to Meridian Salon Group" onDrop={() => undefined}>
          <div className={styles['thread']}>
            <div className={styles['turn']}>
              <p className={styles['who']}>Imran Sheikh 11:41</p>
              <p className={styles['ask']}>
                By when must we reply to the GST notice, and what does it say we owe?
              </p>
              <p className={styles['answer']}>
                The reply is due by <strong>14 August 2025</strong>, in Form GST DRC-06.
                <CitationChip number={1} state="open" source="Notice, page 1" /> The notice, dated 15 July
                2025, proposes <strong>₹8,42,310</strong> for FY 2023–24.
                <CitationChip number={2} source="Notice, page 2" />
              </p>
              <p className={styles['foot']}>
                <Button variant="quiet" size="sm" icon="trace" onPress={() => setOpen('Drawer')}>
                  How this answer was made
                </Button>
                <IconButton size="sm" icon="copy" label="Copy" />
                <IconButton size="sm" icon="edit" label="Edit" />
                <IconButton size="sm" icon="refresh" label="Ask again" />
              </p>
            </div>
          </div>
          <div className={styles['composer']}>
            <Wall />
            <p className={styles['client']}>
              <WorkspaceTile name="Meridian Salon Group" colour={0} state="open" />
              <strong>Meridian Salon Group</strong>
            </p>
            <TextArea
              variant="plain"
              label="Question"
              isLabelHidden
              rows={1}
              placeholder="Ask about this client"
              value={question}
              onChange={setQuestion}
            />
            <p className={styles['foot']}>
              <IconButton icon="paperclip" label="Add a file" />
              <span className={styles['grow']} />
              <span className={styles['meta']}>You read as Tax, Leases</span>
              <Button variant="primary" icon="send" isDisabled={question === ''}>
                Ask
              </Button>
            </p>
          </div>
        </DropArea>
      </Split>
      <Overlay name={open} onClose={() => setOpen(null)} />
    </Frame>
  )
}

function Sidebar() {
  const nothing = () => undefined
  return (
    <>
      <NavList
        label="Workspaces"
        action={<IconButton size="sm" icon="plus" label="New client" />}
        items={['Meridian Salon Group', 'Ironleaf Gyms', 'Brightwell Dental Clinics', 'Sona Silk Mills'].map(
          (name, index) => ({
            id: name,
            label: name,
            mark: (
              <WorkspaceTile name={name} colour={index} state={index === 0 ? 'open' : 'locked'} saysState />
            ),
            meta: index === 0 ? 'Open' : <Icon name="lock" size={12} />,
            isStrong: index === 0,
            onAction: nothing,
          }),
        )}
      />
      <NavList
        label="This workspace"
        items={[
          { id: 'documents', label: 'Documents', icon: 'documents', meta: '212', onAction: nothing },
          { id: 'audit', label: 'Audit log', icon: 'audit', onAction: nothing },
          { id: 'people', label: 'People', icon: 'people', onAction: nothing },
          { id: 'models', label: 'Models', icon: 'models', onAction: nothing },
        ]}
      />
      <NavList
        label="Threads"
        items={['GST notice, FY 2023–24', 'Koregaon Park lease: rent review', 'किराया समीक्षा'].map(
          (label, index) => ({
            id: label,
            label,
            isCurrent: index === 0,
            onAction: nothing,
            menu: [{ id: 'rename', label: 'Rename', onAction: nothing }],
          }),
        )}
      />
    </>
  )
}
