import { Fragment } from 'react'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { SealedValue } from '../../ui/marks/sealed-value.tsx'
import { type FlowStep, flowSteps } from './flow-steps.ts'
import styles from './flow.module.css'
import traceStyles from './trace.module.css'
import type { AnswerTrace } from './use-trace.ts'

const icons: Readonly<Record<FlowStep['id'], IconName>> = {
  question: 'thread',
  search: 'search',
  passages: 'documents',
  model: 'models',
  answer: 'edit',
  check: 'proof',
}

/** From the question to the checked sentences as a small picture, which is a list in this order to a screen reader. */
export function Flow({ trace }: { trace: AnswerTrace }) {
  return (
    <section aria-labelledby="trace-flow">
      <h3 id="trace-flow" className={traceStyles['title']}>
        Flow
      </h3>
      <div className={styles['room']}>
        <ol className={styles['flow']}>
          {flowSteps(trace).map((step) => (
            <Step key={step.id} step={step} />
          ))}
        </ol>
      </div>
    </section>
  )
}

function Step({ step: { id, label, count, lines } }: { step: FlowStep }) {
  return (
    <li className={styles['step']}>
      <span className={styles['mark']}>
        <Icon name={icons[id]} />
      </span>
      <div className={styles['words']}>
        <p className={styles['label']}>{label}</p>
        {lines === null ? (
          <SealedValue />
        ) : (
          <p className={styles['lines']}>
            {count !== null && <span className={styles['count']}>{count.toLocaleString()}</span>}
            {lines.map((line) => (
              // The space parts them where they stand in one line, and for a screen reader.
              <Fragment key={line}>
                {' '}
                <span>{line}</span>
              </Fragment>
            ))}
          </p>
        )}
      </div>
    </li>
  )
}
