import { QrCode } from '../ui/qr-code.tsx'
import { WorkspaceTile } from '../ui/marks/workspace-tile.tsx'
import { Facts } from '../ui/facts.tsx'
import type { Client } from './clients.ts'
import styles from './recovery-sheet.module.css'

export interface RecoverySheetProps {
  client: Client
  /** Of the recovery key, as it is written down. */
  groups: readonly string[]
  /** Who made it. */
  by: string
  made: Date
}

/** The sheet of paper. It is the one thing of the page that is printed. */
export function RecoverySheet({ client, groups, by, made }: RecoverySheetProps) {
  const date = made.toLocaleDateString(undefined, { dateStyle: 'long' })
  return (
    <article aria-label="The sheet" className={styles['sheet']} data-sheet>
      <header className={styles['head']}>
        <div className={styles['who']}>
          <p className={styles['kind']}>Bulkhead recovery sheet</p>
          <h2 className={styles['name']} dir="auto">
            {client.name}
          </h2>
        </div>
        <WorkspaceTile name={client.name} colour={client.colour} state="open" size="lg" />
      </header>
      <Facts
        facts={[
          { label: 'Made', value: `${date}, by ${by}` },
          { label: 'File', value: <code className={styles['file']}>{client.id}.bulkhead</code> },
        ]}
      />
      <ol aria-label="Recovery key" className={styles['key']}>
        {groups.map((group, index) => (
          <li key={`${index} ${group}`} className={styles['group']}>
            <span className={styles['number']}>{index + 1}</span>
            <code>{group}</code>
          </li>
        ))}
      </ol>
      <div className={styles['reading']}>
        <div className={styles['qr']}>
          <QrCode text={groups.join('-')} label="The recovery key as a QR code" />
        </div>
        <div className={styles['words']}>
          <p>
            This key opens a copy of the client’s file on another computer, without any passphrase. Keep it as
            you would keep the key to your safe, and away from this computer.
          </p>
          <p>
            To restore: install Bulkhead, set up a firm, choose “Bring a client in” and the file, with the
            .recovery.json that lies beside it, and type these {groups.length} groups or scan the code. The
            last ones are a check, so that a slip is noticed.
          </p>
          <p lang="hi">यह पत्र सुरक्षित रखें। चाबियाँ खो जाने पर इसके बिना ग्राहक की फ़ाइल दोबारा नहीं खुल सकती।</p>
        </div>
      </div>
      <footer className={styles['lines']}>
        <span>Kept at</span>
        <span>Signed</span>
      </footer>
    </article>
  )
}
