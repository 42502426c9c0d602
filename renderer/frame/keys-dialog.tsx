import { KeyCap } from '../ui/key-cap.tsx'
import { Dialog } from '../ui/overlays/dialog.tsx'
import styles from './keys-dialog.module.css'
import { isMac, keyCap, type Shortcut, shortcuts } from './shortcuts.ts'

/** Every key of the app in one sheet. */
export function KeysDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog title="Keys" size="sm" isOpen={isOpen} onClose={onClose}>
      <dl className={styles['keys']}>
        {Object.values<Shortcut>(shortcuts).map((shortcut) => (
          <Row key={shortcut.key} says={shortcut.says} cap={keyCap(shortcut)} />
        ))}
        <Row says="Open a client by its place in the list" cap={isMac ? '⌘1 to ⌘9' : 'Ctrl 1 to Ctrl 9'} />
        <Row says="Saved questions, where nothing is written yet" cap="/" />
        <Row says="Close what is open, stop an answer" cap="Esc" />
      </dl>
    </Dialog>
  )
}

function Row({ says, cap }: { says: string; cap: string }) {
  return (
    <div className={styles['row']}>
      <dt>{says}</dt>
      <dd>
        <KeyCap>{cap}</KeyCap>
      </dd>
    </div>
  )
}
