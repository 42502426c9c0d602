import type { ReactElement, ReactNode } from 'react'
import {
  Dialog,
  DialogTrigger,
  type Placement,
  Popover as AriaPopover,
  PreviewTrigger,
} from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { useBoundedLayer } from '../layer.tsx'
import styles from './popover.module.css'

export interface PopoverProps {
  /** What opens it: a Button, an IconButton, a CitationChip. */
  children: ReactElement
  content: ReactNode
  /** Its name for a screen reader. */
  label: string
  /**
   * "press" opens it in place of what a press would do. "hover" shows it when the pointer rests or the keyboard
   * arrives, and leaves the press to the child.
   */
  opens?: 'press' | 'hover' | undefined
  placement?: Placement | undefined
  padding?: 'normal' | 'flush' | undefined
  /** In px, from what opens it. */
  offset?: number | undefined
  onOpenChange?: ((isOpen: boolean) => void) | undefined
}

/** A card beside something: the words that a citation stands on, a few settings. */
export function Popover({
  children,
  content,
  label,
  opens = 'press',
  placement = 'bottom start',
  padding = 'normal',
  offset,
  onOpenChange,
}: PopoverProps) {
  const layer = useBoundedLayer()
  const change = onOpenChange ? { onOpenChange } : {}
  const card = (
    <AriaPopover
      {...layer}
      placement={placement}
      offset={offset ?? layer.offset}
      className={styles['popover'] ?? ''}
      aria-label={label}
    >
      {opens === 'press' ? (
        <Dialog aria-label={label} className={classNames(styles['card'], styles[padding])}>
          {content}
        </Dialog>
      ) : (
        <div className={classNames(styles['card'], styles[padding])}>{content}</div>
      )}
    </AriaPopover>
  )
  if (opens === 'press')
    return (
      <DialogTrigger {...change}>
        {children}
        {card}
      </DialogTrigger>
    )
  return (
    <PreviewTrigger delay={300} closeDelay={150} {...change}>
      {children}
      {card}
    </PreviewTrigger>
  )
}
