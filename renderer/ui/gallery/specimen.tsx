import { type ReactNode, useEffect, useRef } from 'react'
import styles from './specimen.module.css'

/** A group of components, with a word on how they are used. */
export function Group({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section className={styles['group']} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {note !== undefined && <p className={styles['note']}>{note}</p>}
      </header>
      <div className={styles['content']}>{children}</div>
    </section>
  )
}

export function Row({ children }: { children: ReactNode }) {
  return <div className={styles['row']}>{children}</div>
}

export function Columns({ count = 2, children }: { count?: 2 | 3; children: ReactNode }) {
  return <div className={count === 2 ? styles['two'] : styles['three']}>{children}</div>
}

/** The edge of something that fills what it is put into. */
export function Box({ height, children }: { height?: number; children: ReactNode }) {
  return (
    <div className={styles['box']} style={{ height }}>
      {children}
    </div>
  )
}

export type Forced = 'hovered' | 'pressed' | 'focus-visible'

/** One state, named. React Aria tells states by attributes, so those of the pointer and the keyboard can be set. */
export function State({
  name,
  force,
  of = '[data-rac]',
  children,
}: {
  name: string
  force?: Forced | undefined
  of?: string
  children: ReactNode
}) {
  const holder = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (force !== undefined) holder.current?.querySelector(of)?.setAttribute(`data-${force}`, 'true')
  })
  return (
    <div className={styles['state']}>
      <div ref={holder} className={styles['shown']}>
        {children}
      </div>
      <small>{name}</small>
    </div>
  )
}
