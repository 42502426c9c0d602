import type { ReactNode, Ref } from 'react'
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  type Placement,
  ToggleButton,
} from 'react-aria-components'
import { classNames } from './class-names.ts'
import { given, type Loose } from './given.ts'
import { Icon, type IconName } from './icon.tsx'
import styles from './icon-button.module.css'
import { Tooltip } from './tooltip.tsx'

export interface IconButtonProps extends Loose<
  Pick<
    AriaButtonProps,
    | 'onPress'
    | 'onPressStart'
    | 'onPressEnd'
    | 'isDisabled'
    | 'autoFocus'
    | 'excludeFromTabOrder'
    | 'slot'
    | 'aria-controls'
    | 'aria-describedby'
    | 'aria-expanded'
  >
> {
  /** Its name for a screen reader, and the words of its tooltip. */
  label: string
  icon: IconName
  /** Keys that do the same. */
  keys?: string | undefined
  size?: 'sm' | 'md' | 'lg' | undefined
  variant?: 'quiet' | 'secondary' | 'primary' | undefined
  /** Makes it a toggle, which stays pressed. Its label stays the same. */
  isPressed?: boolean | undefined
  tooltipPlacement?: Placement | undefined
  /** A dot at its corner: something there wants a look. Say what in the label. */
  hasDot?: boolean | undefined
  ref?: Ref<HTMLButtonElement> | undefined
}

/** A button without words, for where an icon is known well enough. */
export function IconButton({
  label,
  icon,
  keys,
  size = 'md',
  variant = 'quiet',
  isPressed,
  tooltipPlacement,
  hasDot = false,
  ref,
  ...rest
}: IconButtonProps) {
  const className = classNames(styles['button'], styles[variant], styles[size])
  const drawing: ReactNode = (
    <>
      <Icon name={icon} size={size === 'sm' ? 14 : 16} />
      {hasDot && <span aria-hidden className={styles['dot']} />}
    </>
  )
  const common = { ...given(rest), 'aria-label': label, className }
  return (
    <Tooltip text={label} keys={keys} placement={tooltipPlacement}>
      {isPressed === undefined ? (
        <AriaButton {...common} ref={ref}>
          {drawing}
        </AriaButton>
      ) : (
        <ToggleButton {...common} ref={ref} isSelected={isPressed}>
          {drawing}
        </ToggleButton>
      )}
    </Tooltip>
  )
}
