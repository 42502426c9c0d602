import { useState } from 'react'
import { Button } from '../button.tsx'
import { MenuButton, MenuIconButton } from '../overlays/menu.tsx'
import { Popover } from '../overlays/popover.tsx'
import { Group, Row, State } from './specimen.tsx'
import { type OverlayName, overlayNames, Overlay } from './overlay.tsx'

const entries = [
  { id: 'open', label: 'Open', icon: 'documents', keys: '↵', onAction: () => undefined },
  { id: 'groups', label: 'Change groups…', icon: 'people', onAction: () => undefined },
  { id: 'again', label: 'Read again', icon: 'refresh', isDisabled: true, onAction: () => undefined },
] as const

export function OverlaysGroup() {
  const [open, setOpen] = useState<OverlayName | null>(null)
  return (
    <Group title="What floats" note="Nothing ever covers the title bar: name and colour stay in sight.">
      <Row>
        {overlayNames.map((name) => (
          <Button key={name} onPress={() => setOpen(name)}>
            {name}
          </Button>
        ))}
        <State name="Menu">
          <MenuButton
            label="File"
            items={[
              { id: 'do', label: 'This file', entries },
              {
                id: 'end',
                entries: [
                  {
                    id: 'remove',
                    label: 'Remove…',
                    icon: 'trash',
                    isDanger: true,
                    onAction: () => undefined,
                  },
                ],
              },
            ]}
          />
        </State>
        <State name="Menu of an icon">
          <MenuIconButton
            label="View"
            icon="filter"
            items={[
              { id: 'pages', label: 'Pages', isChecked: true, onAction: () => undefined },
              { id: 'added', label: 'Added by', isChecked: false, onAction: () => undefined },
            ]}
          />
        </State>
        <State name="Popover">
          <Popover label="Who reads" content="Kavita Rao, Tom Pryce and Imran Sheikh read as Tax.">
            <Button variant="quiet">You read as Tax</Button>
          </Popover>
        </State>
      </Row>
      <Overlay name={open} onClose={() => setOpen(null)} />
    </Group>
  )
}
