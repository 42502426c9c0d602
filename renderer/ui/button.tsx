import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import { Busy } from './busy.tsx'
import styles from './button.module.css'
import { classNames } from './class-names.ts'
import { given, type Loose } from './given.ts'
import { Icon, type IconName } from './icon.tsx'

export interface ButtonProps extends Loose<
  Omit<AriaButtonProps, 'children' | 'className' | 'style' | 'render'>
> {
  /** One primary a view. */
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger' | undefined
  /** 24 px in rows, 28 everywhere, 32 in dialogs and set-up. */
  size?: 'sm' | 'md' | 'lg' | undefined
  icon?: IconName | undefined
  /** At the end: a chevron of what opens. */
  endIcon?: IconName | undefined
  isFullWidth?: boolean | undefined
  children: ReactNode
  ref?: Ref<HTMLButtonElement> | undefined
}

/** Says what it does in words. While `isPending` it keeps its place and its focus, and does nothing. */
export function Button({
  variant = 'secondary',
  size = 'md',
  icon,
  endIcon,
  isFullWidth = false,
  isPending = false,
  children,
  ref,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton
      {...given(rest)}
      ref={ref}
      isPending={isPending}
      className={classNames(styles['button'], styles[variant], styles[size], isFullWidth && styles['full'])}
    >
      {isPending ? <Busy /> : icon && <Icon name={icon} size={size === 'sm' ? 14 : 16} />}
      <span className={styles['words']}>{children}</span>
      {endIcon && <Icon name={endIcon} size={14} />}
    </AriaButton>
  )
}
