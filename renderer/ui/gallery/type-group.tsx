import { type IconName, Icon, iconNames } from '../icon.tsx'
import { workspaceColours } from '../workspace-colour.ts'
import { Group, Row, State } from './specimen.tsx'
import styles from './type-group.module.css'

const surfaces = ['window', 'page', 'raised', 'sunken', 'paper', 'invert']
const inks = [
  'ink-1',
  'ink-2',
  'ink-3',
  'line-control',
  'focus',
  'ok-ink',
  'warn-ink',
  'danger-ink',
  'mark-fill',
]

export function TypeGroup() {
  return (
    <>
      <Group
        title="Type"
        note="The app speaks sans, documents speak serif, machines speak mono. Two weights."
      >
        <div className={styles['lines']}>
          <p className={styles['t24']}>Print the recovery sheet</p>
          <p className={styles['t18']}>Export evidence</p>
          <p className={styles['t15']}>The reply is due by 14 August 2025, in Form GST DRC-06.</p>
          <p className={styles['t15']} lang="hi">
            क्या व्यक्तिगत सुनवाई की तारीख तय हुई है?
          </p>
          <p>Readable by Tax and Leases</p>
          <p className={styles['t12']}>Locked at 13:20, after 10 minutes idle</p>
          <p className={styles['t11']}>Groups who can read</p>
          <p className={styles['doc']}>You are directed to furnish a reply with supporting documents.</p>
          <p className={styles['mono']}>9f3c 61d8 20be 7741 aa05 4e93 18fc d26b</p>
        </div>
      </Group>
      <Group title="Colour" note="Neutral first. Colour answers one question: which client am I in?">
        <Row>
          {surfaces.map((name) => (
            <State key={name} name={name}>
              <span className={styles['swatch']} style={{ background: `var(--surface-${name})` }} />
            </State>
          ))}
        </Row>
        <Row>
          {inks.map((name) => (
            <State key={name} name={name}>
              <span className={styles['swatch']} style={{ background: `var(--${name})` }} />
            </State>
          ))}
        </Row>
        <Row>
          {workspaceColours.map((name) => (
            <State key={name} name={name}>
              <span className={styles['swatch']} style={{ background: `var(--ws-${name})` }} />
            </State>
          ))}
        </Row>
      </Group>
      <Group title="Icons" note="By meaning. Always beside words, or on a button with a name.">
        <div className={styles['icons']}>
          {iconNames.map((name: IconName) => (
            <span key={name} className={styles['icon']}>
              <Icon name={name} />
              {name}
            </span>
          ))}
        </div>
        <Row>
          {([12, 14, 16, 20, 24] as const).map((size) => (
            <State key={size} name={`${size}`}>
              <Icon name="documents" size={size} /> <Icon name="lock" size={size} />{' '}
              <Icon name="people" size={size} />
            </State>
          ))}
        </Row>
      </Group>
    </>
  )
}
