import { classNames } from '../class-names.ts'
import { VisuallyHidden } from '../visually-hidden.tsx'
import { colourName } from '../workspace-colour.ts'
import { initials } from './initials.ts'
import styles from './workspace-tile.module.css'

export interface WorkspaceTileProps {
  name: string
  /** An index into `workspaceColours`. */
  colour: number
  state: 'open' | 'locked'
  /** 20, 24 or 48 px. */
  size?: 'sm' | 'md' | 'lg' | undefined
  /** Says the state, where no word or padlock beside it does. */
  saysState?: boolean | undefined
}

/** Two letters in the client's colour: filled when open, an outline when locked. The name stands beside it. */
export function WorkspaceTile({ name, colour, state, size = 'sm', saysState = false }: WorkspaceTileProps) {
  return (
    <span data-ws={colourName(colour)} className={classNames(styles['tile'], styles[state], styles[size])}>
      <span aria-hidden className={/\p{M}/u.test(name) ? styles['indic'] : undefined}>
        {initials(name, size === 'lg' ? 'enough' : 'little')}
      </span>
      {saysState && <VisuallyHidden>{state === 'open' ? 'Open' : 'Locked'}</VisuallyHidden>}
    </span>
  )
}
