import { type RefObject, useCallback, useEffect, useState } from 'react'

interface PagesInSight {
  /** Numbers of the pages that are in sight, or within a screen of it. */
  near: ReadonlySet<number>
  /** The page that the reader is at. */
  current: number
  goTo: (page: number) => void
}

/** Which pages of a scrolled columnRef a reader sees. Its children bear their numbers as `data-page`, in order, from 1. */
export function usePagesInSight(
  deskRef: RefObject<HTMLElement | null>,
  columnRef: RefObject<HTMLElement | null>,
  pages: number,
  start: number,
): PagesInSight {
  const [near, setNear] = useState<ReadonlySet<number>>(new Set())
  const [current, setCurrent] = useState(start)

  const goTo = useCallback(
    (page: number) => {
      if (!deskRef.current || !columnRef.current) return
      const element = columnRef.current.children[page - 1]
      if (!(element instanceof HTMLElement)) return
      deskRef.current.scrollTop = element.offsetTop - columnRef.current.offsetTop
      setCurrent(page)
    },
    [deskRef, columnRef],
  )

  useEffect(() => {
    if (!deskRef.current || !columnRef.current || pages === 0) return undefined
    const observer = new IntersectionObserver(
      (entries) =>
        setNear((before) => {
          const next = new Set(before)
          for (const { target, isIntersecting } of entries) {
            const page = numberOf(target)
            if (isIntersecting) next.add(page)
            else next.delete(page)
          }
          return next
        }),
      { root: deskRef.current, rootMargin: '100% 0px' },
    )
    for (const page of columnRef.current.children) observer.observe(page)
    return () => observer.disconnect()
  }, [deskRef, columnRef, pages])

  useEffect(() => {
    const element = deskRef.current
    if (!element) return undefined
    const look = () => {
      if (columnRef.current) setCurrent(pageAt(columnRef.current, element))
    }
    element.addEventListener('scroll', look, { passive: true })
    return () => element.removeEventListener('scroll', look)
  }, [deskRef, columnRef])

  return { near, current, goTo }
}

function numberOf(page: Element): number {
  return page instanceof HTMLElement ? Number(page.dataset['page']) : 0
}

/** The page that holds the line a third down; the last one where the end is in sight. */
function pageAt(column: HTMLElement, desk: HTMLElement): number {
  const pages = column.children
  if (desk.scrollTop + desk.clientHeight >= desk.scrollHeight - 2) return Math.max(1, pages.length)
  const line = desk.scrollTop + desk.clientHeight / 3
  let low = 0
  let high = pages.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const page = pages[middle]
    if (page instanceof HTMLElement && page.offsetTop - column.offsetTop <= line) low = middle
    else high = middle - 1
  }
  return low + 1
}
