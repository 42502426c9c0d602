import { useQuery } from '@tanstack/react-query'
import { version } from '../../package.json'
import { firm } from '../api.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Facts } from '../ui/facts.tsx'
import { SettingsSection } from './settings-section.tsx'
import styles from './about-section.module.css'

/** What this is, and by which key a log of this firm is recognised. */
export function AboutSection() {
  const key = useQuery({
    queryKey: ['firm.key'],
    queryFn: async () => (await firm.call('firm.key', {})).fingerprint,
  })
  return (
    <SettingsSection title="About">
      <Facts
        facts={[
          { label: 'Version', value: `Bulkhead ${version}` },
          {
            label: 'Fingerprint',
            value: key.data === undefined ? null : <Fingerprint digits={key.data} />,
          },
          {
            label: 'Log',
            value:
              'Every question, answer, look and change leaves an entry that cannot be altered unnoticed. Each client has its own log, the firm has one about sign-ins and clients; both stay on this computer.',
          },
          {
            label: 'Licence',
            value: 'Apache 2.0. The parts by others are under permissive licences, which come with the app.',
          },
        ]}
      />
    </SettingsSection>
  )
}

/** Whoever checks a log of this firm compares it with what they were given. */
function Fingerprint({ digits }: { digits: string }) {
  return (
    <span className={styles['fingerprint']}>
      <code className={styles['digits']}>{digits}</code>
      <CopyButton text={digits} label="Copy the fingerprint" />
      <span className={styles['note']}>
        The key that signs this firm’s logs. Give it to whoever will check them.
      </span>
    </span>
  )
}
