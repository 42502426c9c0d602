import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { SettingsSection } from './settings-section.tsx'
import { SupportDialog } from './support-dialog.tsx'

/** A file for whoever looks after this installation. */
export function SupportSection() {
  const [isOpen, setOpen] = useState(false)
  return (
    <SettingsSection
      title="Support"
      text="For whoever helps you when something does not work. It holds no name and no word of a client."
    >
      <div>
        <Button icon="download" onPress={() => setOpen(true)}>
          Make a support file…
        </Button>
      </div>
      <SupportDialog isOpen={isOpen} onClose={() => setOpen(false)} />
    </SettingsSection>
  )
}
