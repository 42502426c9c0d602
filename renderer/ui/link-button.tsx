import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { given } from './given.ts'
import styles from './link-button.module.css'

export interface LinkButtonProps {
  children: ReactNode
  onPress: () => void
  isDisabled?: boolean | undefined
  'aria-label'?: string | undefined
}

/** Underlined words within a sentence that lead somewhere in the app. */
export function LinkButton({ children, onPress, isDisabled = false, 'aria-label': label }: LinkButtonProps) {
  return (
    <Button
      {...given({ 'aria-label': label })}
      onPress={onPress}
      isDisabled={isDisabled}
      className={styles['link'] ?? ''}
    >
      {children}
    </Button>
  )
}
