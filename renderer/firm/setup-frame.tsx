import type { ReactNode } from 'react'
import { OfflineBadge } from '../frame/offline-badge.tsx'
import { Frame } from '../ui/frame.tsx'
import { Steps } from '../ui/steps.tsx'
import { TitleBar } from '../ui/title-bar.tsx'
import type { Client } from '../workspaces/clients.ts'
import styles from './setup-frame.module.css'

const steps = ['Your firm', 'First client', 'Recovery sheet', 'First documents'] as const
type SetupStep = (typeof steps)[number]

export interface SetupFrameProps {
  step: SetupStep
  /** Whose colour the wall has, from when there is a client. */
  client?: Pick<Client, 'name' | 'colour'> | null
  children: ReactNode
}

/** The first run: where one is in it, and the form of the step. */
export function SetupFrame({ step, client = null, children }: SetupFrameProps) {
  return (
    <Frame
      colour={client?.colour ?? null}
      titleBar={
        <TitleBar
          name={client?.name ?? 'Set up Bulkhead'}
          colour={client?.colour ?? null}
          end={<OfflineBadge />}
        />
      }
      sidebar={
        <nav aria-label="Steps" className={styles['steps']}>
          <Steps label="Steps" steps={steps} current={steps.indexOf(step)} />
          <p className={styles['promise']}>Everything you enter stays on this computer.</p>
        </nav>
      }
    >
      <div className={styles['body']}>{children}</div>
    </Frame>
  )
}
