import { Icon } from '../ui/icon.tsx'
import { KeyCap } from '../ui/key-cap.tsx'
import styles from './go-to-button.module.css'
import { ariaKeys, keyCap, shortcuts } from './shortcuts.ts'

/** Opens the palette, and teaches its key. */
export function GoToButton({ onPress }: { onPress: () => void }) {
  return (
    <button
      type="button"
      className={styles['goTo']}
      aria-keyshortcuts={ariaKeys(shortcuts.goTo)}
      aria-haspopup="dialog"
      onClick={onPress}
    >
      <Icon name="search" />
      <span className={styles['words']}>Go to</span>
      <KeyCap isBare>{keyCap(shortcuts.goTo)}</KeyCap>
    </button>
  )
}
