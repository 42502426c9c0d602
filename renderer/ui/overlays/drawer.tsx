import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { IconButton } from '../icon-button.tsx'
import { useLayer } from '../layer.tsx'
import { ScrollArea } from '../scroll-area.tsx'
import dialogStyles from './dialog.module.css'
import styles from './drawer.module.css'

export interface DrawerProps {
  title: ReactNode
  /** After the title: what it belongs to. */
  meta?: ReactNode
  isOpen: boolean
  onClose: () => void
  /** Buttons before the cross. */
  actions?: ReactNode
  children: ReactNode
  /** Pinned under what scrolls. */
  foot?: ReactNode
}

/** A sheet at the end of the window, below the title bar, for something long that belongs to the screen beside it. */
export function Drawer({ title, meta, isOpen, onClose, actions, children, foot }: DrawerProps) {
  const layer = useLayer()
  return (
    <ModalOverlay
      {...layer}
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      className={dialogStyles['scrim'] ?? ''}
    >
      <Modal className={styles['drawer'] ?? ''}>
        <AriaDialog className={dialogStyles['dialog'] ?? ''}>
          <div className={styles['head']}>
            <Heading slot="title" level={2} className={styles['title'] ?? ''}>
              {title}
            </Heading>
            <span className={styles['meta']}>{meta}</span>
            {actions}
            <IconButton icon="x" label="Close" keys="Esc" onPress={onClose} />
          </div>
          <ScrollArea className={dialogStyles['body']}>{children}</ScrollArea>
          {foot && <div className={styles['foot']}>{foot}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
