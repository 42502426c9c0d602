import { useEffect, useState } from 'react'
import { IconButton, type IconButtonProps } from './icon-button.tsx'
import { showToast } from './toast.tsx'

export interface CopyButtonProps extends Pick<IconButtonProps, 'size' | 'keys'> {
  /** What is copied, or what makes it when it is pressed. */
  text: string | (() => string | Promise<string>)
  label?: string | undefined
  /** What the notice says: "Copied", "Answer copied". */
  done?: string | undefined
}

/** Puts text on the clipboard, and says so. */
export function CopyButton({ text, label = 'Copy', done = 'Copied', size = 'sm', keys }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return undefined
    const timer = setTimeout(() => setCopied(false), 2_000)
    return () => clearTimeout(timer)
  }, [isCopied])

  async function copy() {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : await text())
      setCopied(true)
      showToast({ text: done })
    } catch {
      showToast({ text: 'Nothing was copied: the clipboard did not take it.' })
    }
  }

  return (
    <IconButton
      size={size}
      keys={keys}
      label={label}
      icon={isCopied ? 'check' : 'copy'}
      onPress={() => void copy()}
    />
  )
}
