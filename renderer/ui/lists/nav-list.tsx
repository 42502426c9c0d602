import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { classNames } from '../class-names.ts'
import { Icon, type IconName } from '../icon.tsx'
import { type MenuEntry, MenuIconButton } from '../overlays/menu.tsx'
import styles from './nav-list.module.css'

export interface NavItem {
  id: string
  label: string
  icon?: IconName | undefined
  /** In place of the icon: the tile of a client. */
  mark?: ReactNode
  /** At the end: a count, a padlock. */
  meta?: ReactNode
  /** What is shown now. */
  isCurrent?: boolean | undefined
  isStrong?: boolean | undefined
  isDisabled?: boolean | undefined
  keys?: string | undefined
  onAction: () => void
  /** What can be done with it, in a menu at its end. */
  menu?: readonly MenuEntry[] | undefined
  /** In its place, while somebody writes its name. */
  editor?: ReactNode
}

export interface NavListProps {
  label: string
  isLabelHidden?: boolean | undefined
  /** Beside the label: a button that adds one. */
  action?: ReactNode
  items: readonly NavItem[]
  /** In place of items. */
  empty?: ReactNode
}

/** Places to go to. One stop for Tab; arrow keys go through them. */
export function NavList({ label, isLabelHidden = false, action, items, empty }: NavListProps) {
  const headId = useId()
  const [focused, setFocused] = useState<string | null>(null)
  const stop =
    items.find(({ id }) => id === focused)?.id ?? items.find(({ isCurrent }) => isCurrent)?.id ?? items[0]?.id

  function press(event: KeyboardEvent<HTMLUListElement>) {
    if (!(event.target instanceof HTMLElement)) return
    const item = event.target.closest('li')
    if (!item) return
    const all = [...event.currentTarget.children]
    const at = all.indexOf(item)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    if (to === undefined || event.target.getAttribute('aria-expanded') === 'true') return
    all[to]?.querySelector<HTMLElement>('[data-place]')?.focus()
    event.preventDefault()
  }

  return (
    <nav aria-labelledby={headId} className={styles['nav']}>
      <div className={classNames(styles['head'], isLabelHidden && !action && styles['unseen'])}>
        <h2 id={headId} className={classNames(styles['label'], isLabelHidden && styles['unseen'])}>
          {label}
        </h2>
        {action}
      </div>
      {items.length === 0 ? (
        empty !== undefined && <div className={styles['empty']}>{empty}</div>
      ) : (
        // Keys come from the buttons inside.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <ul onKeyDown={press}>
          {items.map((item) => (
            <li key={item.id} className={classNames(styles['item'], item.menu && styles['hasMenu'])}>
              {item.editor ?? (
                <button
                  type="button"
                  data-place
                  title={item.label}
                  tabIndex={item.id === stop ? 0 : -1}
                  aria-current={item.isCurrent ? 'page' : undefined}
                  disabled={item.isDisabled}
                  className={classNames(styles['place'], item.isStrong && styles['strong'])}
                  onFocus={() => setFocused(item.id)}
                  onClick={item.onAction}
                >
                  {item.mark ?? (item.icon && <Icon name={item.icon} />)}
                  <span className={styles['words']} dir="auto">
                    {item.label}
                  </span>
                  {item.meta !== undefined && <span className={styles['meta']}>{item.meta}</span>}
                </button>
              )}
              {item.menu && item.editor === undefined && (
                <span className={styles['menu']}>
                  <MenuIconButton
                    size="sm"
                    label={`More for ${item.label}`}
                    items={item.menu}
                    excludeFromTabOrder={item.id !== stop}
                  />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </nav>
  )
}
