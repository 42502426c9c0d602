import { type ReactNode, useEffect, useRef } from 'react'

export interface ScrollAreaProps {
  children: ReactNode
  className?: string | undefined
}

const focusable = 'a[href], button, input, select, textarea, [tabindex]'

/** What scrolls. It takes the focus when there is nothing in it that does, so that keys can scroll it. */
export function ScrollArea({ children, className }: ScrollAreaProps) {
  const area = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = area.current
    if (!element) return undefined
    const look = () => {
      const scrolls = element.scrollHeight > element.clientHeight
      if (scrolls && !element.querySelector(focusable)) element.tabIndex = 0
      else element.removeAttribute('tabindex')
    }
    look()
    const watcher = new ResizeObserver(look)
    watcher.observe(element)
    for (const child of element.children) watcher.observe(child)
    return () => watcher.disconnect()
  })
  return (
    <div ref={area} className={className}>
      {children}
    </div>
  )
}
