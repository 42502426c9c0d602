import type { ReactNode } from 'react'
import {
  Header,
  Keyboard,
  Menu as AriaMenu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  type Placement,
  Popover,
  Text,
} from 'react-aria-components'
import { Button, type ButtonProps } from '../button.tsx'
import { classNames } from '../class-names.ts'
import { given } from '../given.ts'
import { Icon, type IconName } from '../icon.tsx'
import { IconButton, type IconButtonProps } from '../icon-button.tsx'
import { useBoundedLayer } from '../layer.tsx'
import styles from './menu.module.css'

export interface MenuEntry {
  id: string
  label: string
  description?: string | undefined
  icon?: IconName | undefined
  keys?: string | undefined
  /** Something that cannot be undone. Its label ends in "…" if it asks first. */
  isDanger?: boolean | undefined
  isDisabled?: boolean | undefined
  /** Ticked: a state that the entry turns on and off. */
  isChecked?: boolean | undefined
  onAction: () => void
}

interface MenuGroup {
  id: string
  /** Stands above the group. Without one a line does. */
  label?: string | undefined
  entries: readonly MenuEntry[]
}

interface MenuContent {
  /** Entries, or groups of them. */
  items: readonly MenuEntry[] | readonly MenuGroup[]
  placement?: Placement | undefined
  onOpenChange?: ((isOpen: boolean) => void) | undefined
}

export interface MenuButtonProps
  extends MenuContent, Pick<ButtonProps, 'variant' | 'size' | 'icon' | 'isDisabled' | 'isPending'> {
  label: ReactNode
  /** A chevron after the words says that a menu opens. */
  hasChevron?: boolean | undefined
}

/** Words that open a menu. */
export function MenuButton({
  items,
  placement = 'bottom start',
  onOpenChange,
  label,
  hasChevron = true,
  ...button
}: MenuButtonProps) {
  return (
    <MenuTrigger {...given({ onOpenChange })}>
      <Button {...button} endIcon={hasChevron ? 'chevron-down' : undefined}>
        {label}
      </Button>
      <MenuPopover items={items} placement={placement} />
    </MenuTrigger>
  )
}

export interface MenuIconButtonProps
  extends
    MenuContent,
    Pick<
      IconButtonProps,
      'label' | 'size' | 'variant' | 'isDisabled' | 'excludeFromTabOrder' | 'tooltipPlacement' | 'keys'
    > {
  icon?: IconName | undefined
}

/** Three dots, or another icon, that open a menu. */
export function MenuIconButton({
  items,
  placement = 'bottom end',
  onOpenChange,
  icon = 'more',
  ...button
}: MenuIconButtonProps) {
  return (
    <MenuTrigger {...given({ onOpenChange })}>
      <IconButton {...button} icon={icon} />
      <MenuPopover items={items} placement={placement} />
    </MenuTrigger>
  )
}

function MenuPopover({ items, placement }: Pick<MenuContent, 'items'> & { placement: Placement }) {
  const layer = useBoundedLayer()
  return (
    <Popover {...layer} placement={placement} className={styles['popover'] ?? ''}>
      <AriaMenu className={styles['menu'] ?? ''}>
        {items.map((item) =>
          'entries' in item ? (
            <MenuSection
              key={item.id}
              className={styles['section'] ?? ''}
              {...(item.label === undefined ? { 'aria-label': 'More' } : {})}
            >
              {item.label !== undefined && <Header className={styles['head'] ?? ''}>{item.label}</Header>}
              {item.entries.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </MenuSection>
          ) : (
            <Entry key={item.id} entry={item} />
          ),
        )}
      </AriaMenu>
    </Popover>
  )
}

function Entry({ entry }: { entry: MenuEntry }) {
  return (
    <MenuItem
      id={entry.id}
      textValue={entry.label}
      isDisabled={entry.isDisabled ?? false}
      onAction={entry.onAction}
      className={classNames(styles['item'], entry.isDanger && styles['danger'])}
    >
      {entry.icon && <Icon name={entry.icon} />}
      <span className={styles['words']}>
        <Text slot="label">{entry.label}</Text>
        {entry.description !== undefined && (
          <Text slot="description" className={styles['description'] ?? ''}>
            {entry.description}
          </Text>
        )}
      </span>
      {entry.keys !== undefined && <Keyboard className={styles['keys'] ?? ''}>{entry.keys}</Keyboard>}
      {entry.isChecked !== undefined && (
        <span className={styles['tick']}>{entry.isChecked && <Icon name="check" size={14} />}</span>
      )}
    </MenuItem>
  )
}
