import type { ReactNode } from 'react'
import {
  GridList,
  GridListHeader,
  GridListItem,
  GridListSection,
  ListLayout,
  Virtualizer,
} from 'react-aria-components'
import { given } from '../given.ts'
import styles from './list.module.css'

export interface ListGroup<Item> {
  id: string
  label: ReactNode
  items: readonly Item[]
}

interface Common<Item> {
  label: string
  itemId: (item: Item) => string
  /** What an item is called, for a screen reader and for typing its first letters. */
  itemLabel: (item: Item) => string
  children: (item: Item, state: { isSelected: boolean }) => ReactNode
  selected?: string | null | undefined
  /** On a press, and on the arrow keys: what is shown beside the list follows. */
  onSelect?: ((id: string) => void) | undefined
  /** Without a selection, on a press or Enter. With one, on a double click or Enter. */
  onOpen?: ((id: string) => void) | undefined
  /** In px, until an item was measured. */
  estimatedHeight?: number | undefined
  empty?: ReactNode
}

export type ListProps<Item> = Common<Item> &
  ({ items: readonly Item[]; groups?: undefined } | { groups: readonly ListGroup<Item>[]; items?: undefined })

/** Items of any height, one below the other, of which only those in sight are made. */
export function List<Item extends object>({
  label,
  items,
  groups,
  itemId,
  itemLabel,
  children,
  selected,
  onSelect,
  onOpen,
  estimatedHeight = 28,
  empty,
}: ListProps<Item>) {
  const one = (item: Item) => (
    <GridListItem
      key={itemId(item)}
      id={itemId(item)}
      textValue={itemLabel(item)}
      className={styles['item'] ?? ''}
    >
      {({ isSelected }) => children(item, { isSelected })}
    </GridListItem>
  )
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowSize: estimatedHeight, headingSize: 28 }}>
      <GridList
        aria-label={label}
        className={styles['list'] ?? ''}
        renderEmptyState={() => <div className={styles['empty']}>{empty}</div>}
        {...given({ onAction: onOpen ? (key: string | number) => onOpen(String(key)) : undefined })}
        {...(onSelect
          ? {
              selectionMode: 'single',
              selectionBehavior: 'replace',
              selectedKeys: selected === null || selected === undefined ? [] : [selected],
              onSelectionChange: (keys) => {
                const [chosen] = keys === 'all' ? [] : keys
                if (chosen !== undefined) onSelect(String(chosen))
              },
            }
          : {})}
      >
        {groups
          ? groups.map((group) => (
              <GridListSection key={group.id} id={group.id}>
                <GridListHeader className={styles['head'] ?? ''}>{group.label}</GridListHeader>
                {group.items.map((item) => one(item))}
              </GridListSection>
            ))
          : items.map((item) => one(item))}
      </GridList>
    </Virtualizer>
  )
}
