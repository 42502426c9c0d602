import { useFirmState } from '../firm/firm-state.ts'
import { useStaff } from '../firm/staff.ts'
import { Avatar } from '../ui/marks/avatar.tsx'
import styles from './people-section.module.css'
import { SettingsSection } from './settings-section.tsx'

/** Everybody who has an account in this firm. */
export function PeopleSection() {
  const staff = useStaff()
  const you = useFirmState().data?.signedIn?.id
  return (
    <SettingsSection
      title="People"
      text="Who has an account here. What they may open is decided in each client."
    >
      <ul className={styles['list']}>
        {staff.data?.map(({ id, name, role }) => (
          <li key={id} className={styles['person']}>
            <Avatar name={name} />
            <span className={styles['name']} dir="auto">
              {name}
            </span>
            <span className={styles['role']}>
              {[id === you ? 'You' : null, role === 'operator' ? 'Operator' : null]
                .filter(Boolean)
                .join(', ')}
            </span>
          </li>
        ))}
      </ul>
    </SettingsSection>
  )
}
