import { FileTrigger } from 'react-aria-components'
import { Button, type ButtonProps } from './button.tsx'
import { given } from './given.ts'

export interface FileButtonProps extends Pick<
  ButtonProps,
  'variant' | 'size' | 'icon' | 'children' | 'isDisabled' | 'isPending'
> {
  /** Never called with none. */
  onChoose: (files: readonly File[]) => void
  isMultiple?: boolean | undefined
  /** A folder with all that is in it; each file has its `webkitRelativePath`. */
  isFolder?: boolean | undefined
  /** Extensions with their dot, or media types. */
  accepts?: readonly string[] | undefined
}

/** Opens the system's window for choosing files or a folder. */
export function FileButton({
  onChoose,
  isMultiple = false,
  isFolder = false,
  accepts,
  ...button
}: FileButtonProps) {
  return (
    <FileTrigger
      {...given({ acceptedFileTypes: accepts })}
      allowsMultiple={isMultiple}
      acceptDirectory={isFolder}
      onSelect={(files) => {
        if (files && files.length > 0) onChoose([...files])
      }}
    >
      <Button {...button} />
    </FileTrigger>
  )
}
