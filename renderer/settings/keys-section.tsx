import { useFirmState } from '../firm/firm-state.ts'
import { Facts } from '../ui/facts.tsx'
import { SettingsSection } from './settings-section.tsx'

/** Where the keys are, and what opens Bulkhead. Chosen when the firm was set up. */
export function KeysSection() {
  const state = useFirmState()
  if (!state.data) return null
  const { keyStore, login } = state.data
  return (
    <SettingsSection title="Keys" text="Chosen when the firm was set up.">
      <Facts
        facts={[
          {
            label: 'Kept in',
            value:
              keyStore === 'keychain'
                ? 'This computer’s keychain. A copy of Bulkhead’s folder alone opens nothing.'
                : 'A file in Bulkhead’s folder, sealed by your passphrase. It is all that protects a copy of the folder.',
          },
          {
            label: 'Opened by',
            value: login === 'computer' ? 'This computer’s login' : 'A passphrase',
          },
        ]}
      />
    </SettingsSection>
  )
}
