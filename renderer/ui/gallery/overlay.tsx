import { useState } from 'react'
import { Button } from '../button.tsx'
import { DateField } from '../fields/date-field.tsx'
import { TextField } from '../fields/text-field.tsx'
import { Icon } from '../icon.tsx'
import { Hash } from '../marks/hash.tsx'
import { Status } from '../marks/status.tsx'
import { WorkspaceTile } from '../marks/workspace-tile.tsx'
import { CommandPalette } from '../overlays/command-palette.tsx'
import { ConfirmDialog } from '../overlays/confirm-dialog.tsx'
import { Dialog } from '../overlays/dialog.tsx'
import { Drawer } from '../overlays/drawer.tsx'
import styles from './overlay.module.css'

export const overlayNames = ['Dialog', 'Long dialog', 'Confirm', 'Destroy', 'Drawer', 'Palette'] as const
export type OverlayName = (typeof overlayNames)[number]

/** Each kind of overlay, one of them open. */
export function Overlay({ name, onClose }: { name: OverlayName | null; onClose: () => void }) {
  const [day, setDay] = useState('2025-07-01')
  return (
    <>
      <Dialog
        title="Export evidence"
        isOpen={name === 'Dialog'}
        onClose={onClose}
        note="Saved as one file, about 1.2 MB. Nothing is sent."
        actions={
          <>
            <Button size="lg" onPress={onClose}>
              Cancel
            </Button>
            <Button size="lg" variant="primary" onPress={onClose}>
              Export 642 entries
            </Button>
          </>
        }
      >
        <div className={styles['form']}>
          <div className={styles['pair']}>
            <DateField size="lg" label="From" value={day} onChange={setDay} />
            <DateField size="lg" label="To" value="2025-07-29" onChange={() => undefined} />
          </div>
          <TextField
            size="lg"
            label="For whom, and why"
            hint="Written to the log with this export."
            value="Hartley Insurance, claim HX-2207"
            onChange={() => undefined}
          />
        </div>
      </Dialog>
      <Dialog title="Licences" size="lg" isOpen={name === 'Long dialog'} onClose={onClose}>
        <div className={styles['form']}>
          {Array.from({ length: 40 }, (_, index) => (
            <p key={index}>Permission is granted to use, copy and change what stands in line {index + 1}.</p>
          ))}
        </div>
      </Dialog>
      <ConfirmDialog
        title="Remove 2 documents?"
        isOpen={name === 'Confirm'}
        onClose={onClose}
        onConfirm={onClose}
        cancelLabel="Keep"
        confirmLabel="Remove 2 documents"
      >
        Their bytes, passages, index terms and vectors go at once. The log keeps that they existed, by number.
      </ConfirmDialog>
      <ConfirmDialog
        title="Destroy Kestrel Lettings?"
        mark={<WorkspaceTile name="Kestrel Lettings" colour={4} state="open" />}
        isOpen={name === 'Destroy'}
        onClose={onClose}
        onConfirm={onClose}
        cancelLabel="Keep"
        confirmLabel="Destroy"
        nameToType="Kestrel Lettings"
      >
        <p>
          Every key, the file and its temporary files. You get a certificate. Not reached: backups, exports,
          the printed sheet, disk remnants.
        </p>
        <Status tone="ok" icon="ok-circle">
          Leaving pack made today, imports back
        </Status>
      </ConfirmDialog>
      <Drawer
        title="How this answer was made"
        meta="Entry 18,204"
        isOpen={name === 'Drawer'}
        onClose={onClose}
        foot={
          <>
            <Status tone="ok" icon="proof">
              Proven by checkpoint 913
            </Status>
            <span className={styles['grow']} />
            <Hash value="9f3c61d820be7741aa054e9318fcd26b58b702ed" label="leaf hash" />
          </>
        }
      >
        <div className={styles['sheet']}>
          {Array.from({ length: 30 }, (_, index) => (
            <p key={index}>Passage {index + 1} of those that were found, with its score.</p>
          ))}
        </div>
      </Drawer>
      <Palette isOpen={name === 'Palette'} onClose={onClose} />
    </>
  )
}

function Palette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const nothing = () => undefined
  return (
    <CommandPalette
      isOpen={isOpen}
      onClose={onClose}
      label="Go to a client, a thread or an action"
      foot="Searches names here, never inside a locked workspace."
      empty="Nothing here has these letters. Words within documents are found by Search."
      sections={[
        {
          id: 'clients',
          label: 'Switch workspace',
          items: ['Brightwell Dental Clinics', 'Harbour St Physio', 'मीनाक्षी ट्रेडर्स'].map((name, index) => ({
            id: name,
            label: name,
            mark: <WorkspaceTile name={name} colour={index + 2} state="locked" />,
            meta: (
              <>
                <Icon name="lock" size={12} />
                Locked
              </>
            ),
            keys: `Ctrl ${index + 2}`,
            note: 'Switching closes Meridian Salon Group, empties the composer and asks for your passphrase.',
            onAction: nothing,
          })),
        },
        {
          id: 'here',
          label: 'In Meridian Salon Group',
          items: [
            {
              id: 't1',
              label: 'Board minutes, June 2025',
              icon: 'thread',
              meta: 'Thread',
              onAction: nothing,
            },
            {
              id: 'd1',
              label: 'Bridal packages, price list 2025.xlsx',
              icon: 'documents',
              meta: 'Document',
              onAction: nothing,
            },
          ],
        },
        {
          id: 'do',
          label: 'Do',
          items: [
            { id: 'hide', label: 'Hide sidebar', icon: 'panel-left', keys: 'Ctrl B', onAction: nothing },
            {
              id: 'lock',
              label: 'Lock now',
              icon: 'lock',
              keys: 'Ctrl L',
              keywords: 'close sign out',
              onAction: nothing,
            },
          ],
        },
      ]}
    />
  )
}
