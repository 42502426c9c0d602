import { sentenceOf } from '../problem.ts'
import { Banner } from '../ui/banner.tsx'
import { NumberField } from '../ui/fields/number-field.tsx'
import { Segmented } from '../ui/fields/segmented.tsx'
import { useSaveSettings, useSettings } from './settings.ts'
import { SettingsSection } from './settings-section.tsx'
import styles from './settings-section.module.css'

/** Theme and lock. What is chosen is saved at once, for everybody who uses this installation. */
export function InstallationSection() {
  const settings = useSettings()
  const save = useSaveSettings()
  const now = settings.data
  if (!now) return null
  return (
    <>
      <SettingsSection title="Appearance" text="For everybody who uses this installation.">
        <Segmented
          label="Theme"
          items={themes}
          value={now.theme}
          onChange={(theme) => save.mutate({ ...now, theme })}
        />
      </SettingsSection>
      <SettingsSection title="Lock" text="Locking ends the client’s process and takes its key out of memory.">
        <div className={styles['short']}>
          <NumberField
            label="Lock without a key or pointer after"
            unit="minutes"
            minValue={1}
            maxValue={240}
            value={now.lockMinutes}
            onChange={(lockMinutes) => save.mutate({ ...now, lockMinutes })}
          />
        </div>
      </SettingsSection>
      {save.error && (
        <Banner tone="danger" title="That was not saved" isAlert>
          {sentenceOf(save.error)}
        </Banner>
      )}
    </>
  )
}

const themes = [
  { id: 'system', label: 'System', icon: 'monitor' },
  { id: 'light', label: 'Light', icon: 'sun' },
  { id: 'dark', label: 'Dark', icon: 'moon' },
] as const
