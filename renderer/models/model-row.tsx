import type { ReactNode } from 'react'
import type { Fit, ModelTask } from '../../core/contract/model.ts'
import { sizeWords } from '../documents/size-words.ts'
import { Status } from '../ui/marks/status.tsx'
import { fitWords, languageWords, taskWords } from './model-words.ts'
import styles from './models-screen.module.css'

export interface ModelRowProps {
  model: {
    name: string
    task: ModelTask
    licence: string
    languages: readonly string[]
    sizeBytes: number
    memoryBytes: number
    fit: Fit
  }
  about?: ReactNode
  actions?: ReactNode
  /** Under all of it: how a download stands, what is wrong. */
  children?: ReactNode
}

/** One model: what it is for, what it is, how it goes with this computer, and what can be done with it. */
export function ModelRow({ model, about, actions, children }: ModelRowProps) {
  const fit = fitWords[model.fit]
  const facts = [
    taskWords[model.task],
    languageWords(model.languages),
    sizeWords(model.sizeBytes),
    `about ${sizeWords(model.memoryBytes)} of memory`,
    `Licence: ${model.licence}`,
  ]
  return (
    <li className={styles['model']}>
      <div className={styles['head']}>
        <div className={styles['words']}>
          <h3 className={styles['name']}>{model.name}</h3>
          {about !== undefined && <p className={styles['about']}>{about}</p>}
          <p className={styles['facts']}>{facts.map((fact) => fact && <span key={fact}>{fact}</span>)}</p>
          <p className={styles['facts']}>
            <Status tone={fit.tone}>{fit.words}</Status>
          </p>
        </div>
        {actions !== undefined && <div className={styles['buttons']}>{actions}</div>}
      </div>
      {children}
    </li>
  )
}
