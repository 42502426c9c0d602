import { Chip } from '../ui/marks/chip.tsx'
import styles from './document-table.module.css'

/** Groups that are named; the others are counted. */
const most = 2

/** Who can read a document. Nobody is a warning, not a blank. */
export function GroupChips({ groups }: { groups: readonly string[] }) {
  if (groups.length === 0)
    return (
      <Chip tone="warn" icon="warning">
        Nobody yet
      </Chip>
    )
  const shown = groups.length > most + 1 ? groups.slice(0, most) : groups
  return (
    <span className={styles['chips']} title={groups.join(', ')}>
      {shown.map((group) => (
        <Chip key={group}>{group}</Chip>
      ))}
      {groups.length > shown.length && <span>+{groups.length - shown.length}</span>}
    </span>
  )
}
