import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { given } from '../given.ts'
import { IconButton } from '../icon-button.tsx'
import { useLayer } from '../layer.tsx'
import { ScrollArea } from '../scroll-area.tsx'
import styles from './dialog.module.css'

export interface DialogProps {
  title: ReactNode
  /** Beside the title: the tile of a client. */
  mark?: ReactNode
  isOpen: boolean
  onClose: () => void
  children: ReactNode
  /** Buttons in the foot, the one that goes on last. */
  actions?: ReactNode
  /** At the start of the foot: what will happen. */
  note?: ReactNode
  /** 440, 560 or 920 px wide. */
  size?: 'sm' | 'md' | 'lg' | undefined
  /** "flush" leaves the padding to the children: for columns and lists. */
  padding?: 'normal' | 'flush' | undefined
  /** Where a cross and a click outside would lose something, only the buttons and Escape close it. */
  isStrict?: boolean | undefined
  role?: 'dialog' | 'alertdialog' | undefined
}

/** Asks or shows one thing. Its scrim begins below the title bar, so the client's name stays in sight. */
export function Dialog({
  title,
  mark,
  isOpen,
  onClose,
  children,
  actions,
  note,
  size = 'md',
  padding = 'normal',
  isStrict = false,
  role,
}: DialogProps) {
  const layer = useLayer()
  return (
    <ModalOverlay
      {...layer}
      isOpen={isOpen}
      isDismissable={!isStrict}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      className={styles['scrim'] ?? ''}
    >
      <Modal className={classNames(styles['modal'], styles[size])}>
        <AriaDialog {...given({ role })} className={styles['dialog'] ?? ''}>
          <div className={styles['head']}>
            {mark}
            <Heading slot="title" level={2} className={styles['title'] ?? ''}>
              {title}
            </Heading>
            {!isStrict && <IconButton icon="x" label="Close" onPress={onClose} />}
          </div>
          <ScrollArea className={classNames(styles['body'], styles[padding])}>{children}</ScrollArea>
          {(actions || note) && (
            <div className={styles['foot']}>
              <div className={styles['note']}>{note}</div>
              <div className={styles['actions']}>{actions}</div>
            </div>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
