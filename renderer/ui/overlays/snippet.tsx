import type { ReactNode } from 'react'
import { Icon } from '../icon.tsx'
import styles from './snippet.module.css'

export interface SnippetProps {
  /** The document's name, as it is. */
  title: string
  /** "page 1". */
  meta?: string | undefined
  /** The words of the document, cited ones inside a `Mark`. Shown whole. */
  children: ReactNode
  /** Why nothing is marked. */
  doubt?: string | undefined
}

/** The content of a citation's popover: where the words stand, and the words. */
export function Snippet({ title, meta, children, doubt }: SnippetProps) {
  return (
    <figure className={styles['snippet']}>
      <figcaption className={styles['head']}>
        <span className={styles['title']} dir="auto">
          {title}
        </span>
        {meta !== undefined && <span className={styles['meta']}>{meta}</span>}
      </figcaption>
      <blockquote className={styles['words']} dir="auto">
        {children}
      </blockquote>
      {doubt !== undefined && (
        <p className={styles['doubt']}>
          <Icon name="warning" size={14} />
          {doubt}
        </p>
      )}
    </figure>
  )
}
