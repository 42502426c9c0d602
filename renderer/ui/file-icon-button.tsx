import { FileTrigger } from 'react-aria-components'
import { IconButton, type IconButtonProps } from './icon-button.tsx'

export interface FileIconButtonProps extends Pick<IconButtonProps, 'label' | 'icon' | 'size' | 'isDisabled'> {
  /** Never called with none. */
  onChoose: (files: readonly File[]) => void
}

/** Opens the system's window for choosing files, from an icon. */
export function FileIconButton({ onChoose, ...button }: FileIconButtonProps) {
  return (
    <FileTrigger
      allowsMultiple
      onSelect={(files) => {
        if (files && files.length > 0) onChoose([...files])
      }}
    >
      <IconButton {...button} />
    </FileTrigger>
  )
}
