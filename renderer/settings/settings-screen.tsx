import { DestructionSection } from '../destruction/destruction-section.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import { AboutSection } from './about-section.tsx'
import { AnswersSection } from './answers/answers-section.tsx'
import { InstallationSection } from './installation-section.tsx'
import { KeysSection } from './keys-section.tsx'
import { PeopleSection } from './people/people-section.tsx'
import { RecoverySection, type RecoverySectionProps } from './recovery-section.tsx'
import { SupportSection } from './support-section.tsx'
import styles from './settings-screen.module.css'

/** How the app looks, when it locks, how the open client’s answers are made, where its keys are, who has an account, and what it is. */
export function SettingsScreen({ client, isOwner }: RecoverySectionProps) {
  return (
    <>
      <Toolbar title="Settings" />
      <div className={styles['scroll']}>
        <div className={styles['column']}>
          <InstallationSection />
          {client && <AnswersSection />}
          <KeysSection />
          <RecoverySection client={client} isOwner={isOwner} />
          <PeopleSection />
          <SupportSection />
          <DestructionSection client={client} isOwner={isOwner} />
          <AboutSection />
        </div>
      </div>
    </>
  )
}
