import type { ReactElement, ReactNode } from 'react'
import { type Placement, Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components'
import { useBoundedLayer } from './layer.tsx'
import styles from './tooltip.module.css'

export interface TooltipProps {
  /** What it says. */
  text: ReactNode
  /** Keys that do the same, as on their caps. */
  keys?: string | undefined
  placement?: Placement | undefined
  isDisabled?: boolean | undefined
  isOpen?: boolean | undefined
  /** A Button, an IconButton, or whatever React Aria can focus. */
  children: ReactElement
}

/** Says a few more words about a control, 400 ms after the pointer arrives, at once after the keyboard does. */
export function Tooltip({
  text,
  keys,
  placement = 'bottom',
  isDisabled = false,
  isOpen,
  children,
}: TooltipProps) {
  const layer = useBoundedLayer()
  return (
    <TooltipTrigger
      delay={400}
      closeDelay={80}
      isDisabled={isDisabled}
      {...(isOpen === undefined ? {} : { isOpen })}
    >
      {children}
      <AriaTooltip {...layer} className={styles['tip'] ?? ''} placement={placement}>
        {text}
        {keys !== undefined && <kbd className={styles['keys']}>{keys}</kbd>}
      </AriaTooltip>
    </TooltipTrigger>
  )
}
