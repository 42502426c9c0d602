import { Fragment, type ReactNode, useEffect, useState } from 'react'
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  TextField,
} from 'react-aria-components'
import { Icon, type IconName } from '../icon.tsx'
import { KeyCap } from '../key-cap.tsx'
import { useLayer } from '../layer.tsx'
import styles from './command-palette.module.css'
import dialogStyles from './dialog.module.css'
import { type Match, paletteMatch } from './palette-match.ts'

export interface PaletteItem {
  id: string
  label: string
  icon?: IconName | undefined
  /** In place of the icon: the tile of a client. */
  mark?: ReactNode
  /** At the end: what kind of thing it is, that it is locked. */
  meta?: ReactNode
  keys?: string | undefined
  /** Other words under which it is found. */
  keywords?: string | undefined
  /** In the foot while it is chosen: what will happen. */
  note?: string | undefined
  onAction: () => void
}

export interface PaletteSection {
  id: string
  label: string
  items: readonly PaletteItem[]
}

export interface CommandPaletteProps {
  isOpen: boolean
  onClose: () => void
  /** "Go to a client, a thread or an action". */
  label: string
  placeholder?: string | undefined
  sections: readonly PaletteSection[]
  /** What to say when nothing is found. */
  empty?: ReactNode
  /** In the foot when the chosen item has no note. */
  foot?: ReactNode
  /** To find more while something is typed. Its items are matched like the rest. */
  onQueryChange?: ((query: string) => void) | undefined
}

/** Everything there is to go to or do, found by typing a few of its letters. */
export function CommandPalette(props: CommandPaletteProps) {
  const layer = useLayer()
  return (
    <ModalOverlay
      {...layer}
      isOpen={props.isOpen}
      isDismissable
      onOpenChange={(open) => {
        if (!open) props.onClose()
      }}
      className={dialogStyles['scrim'] ?? ''}
    >
      <Modal className={styles['palette'] ?? ''}>
        <Dialog aria-label={props.label} className={dialogStyles['dialog'] ?? ''}>
          <Palette {...props} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function Palette({ onClose, label, placeholder, sections, empty, foot, onQueryChange }: CommandPaletteProps) {
  const [query, setQuery] = useState('')
  const [focused, setFocused] = useState<string | null>(null)
  const found = sections
    .map((section) => ({ ...section, items: matching(section.items, query) }))
    .filter(({ items }) => items.length > 0)
  const all = found.flatMap(({ items }) => items)
  const chosen = all.find(({ item }) => item.id === focused)?.item
  return (
    <Autocomplete
      inputValue={query}
      onInputChange={(next) => {
        setQuery(next)
        onQueryChange?.(next)
      }}
    >
      <TextField aria-label={label} autoFocus className={styles['search'] ?? ''}>
        <Icon name="search" />
        <Input
          className={styles['input'] ?? ''}
          type="search"
          dir="auto"
          placeholder={placeholder ?? label}
        />
        <KeyCap>Esc</KeyCap>
      </TextField>
      <Menu
        aria-label={label}
        className={styles['list'] ?? ''}
        onAction={(key) => {
          onClose()
          all.find(({ item }) => item.id === key)?.item.onAction()
        }}
        renderEmptyState={() => (
          <div className={styles['empty']}>{empty ?? 'Nothing here has these letters.'}</div>
        )}
      >
        {found.map((section) => (
          <MenuSection key={section.id} className={styles['section'] ?? ''}>
            <Header className={styles['head'] ?? ''}>{section.label}</Header>
            {section.items.map(({ item, match }) => (
              <MenuItem key={item.id} id={item.id} textValue={item.label} className={styles['item'] ?? ''}>
                {({ isFocused }) => (
                  <>
                    <Told id={item.id} isChosen={isFocused} tell={setFocused} />
                    {item.mark ?? (item.icon && <Icon name={item.icon} />)}
                    <span className={styles['words']}>
                      <Matched text={item.label} ranges={match.ranges} />
                    </span>
                    {item.meta !== undefined && <span className={styles['meta']}>{item.meta}</span>}
                    {item.keys !== undefined && <KeyCap>{item.keys}</KeyCap>}
                  </>
                )}
              </MenuItem>
            ))}
          </MenuSection>
        ))}
      </Menu>
      <div className={styles['foot']}>
        <span className={styles['note']}>{chosen?.note ?? foot}</span>
        <span className={styles['hint']}>
          <KeyCap>↑↓</KeyCap> choose
        </span>
        <span className={styles['hint']}>
          <KeyCap>↵</KeyCap> go
        </span>
      </div>
    </Autocomplete>
  )
}

/** The focus stays in the field, so an item hears of it by how it is drawn alone. */
function Told({ id, isChosen, tell }: { id: string; isChosen: boolean; tell: (id: string) => void }) {
  useEffect(() => {
    if (isChosen) tell(id)
  }, [id, isChosen, tell])
  return null
}

function matching(items: readonly PaletteItem[], query: string): { item: PaletteItem; match: Match }[] {
  return items
    .flatMap((item) => {
      const match = paletteMatch(query, item.label)
      if (match) return [{ item, match }]
      const other = item.keywords === undefined ? null : paletteMatch(query, item.keywords)
      return other && other.rank <= 2 ? [{ item, match: { rank: other.rank + 3, ranges: [] } }] : []
    })
    .sort((a, b) => a.match.rank - b.match.rank)
}

function Matched({ text, ranges }: { text: string; ranges: Match['ranges'] }) {
  return (
    <>
      {ranges.map(([start, end], index) => (
        <Fragment key={start}>
          {text.slice(ranges[index - 1]?.[1] ?? 0, start)}
          <b className={styles['match']}>{text.slice(start, end)}</b>
        </Fragment>
      ))}
      {text.slice(ranges.at(-1)?.[1] ?? 0)}
    </>
  )
}
