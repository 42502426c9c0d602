import type { PDFPageProxy } from 'pdfjs-dist'
import { type RefObject, useEffect } from 'react'

/** The most points on a canvas, so that a poster of a page takes no more memory than a large screen. */
const mostPoints = 2 ** 24

/**
 * Draws a page into an element, sharp on its screen. The drawing before stays until the next is complete, so that zooming
 * does not flicker; it goes when there is no page to draw.
 *
 * @param scale pixels of the layout for each point of the page
 */
export function useCanvas(
  holderRef: RefObject<HTMLElement | null>,
  page: PDFPageProxy | null,
  scale: number,
): void {
  useEffect(() => {
    const element = holderRef.current
    if (!page || !element) {
      element?.replaceChildren()
      return undefined
    }
    const { width, height } = page.getViewport({ scale })
    const sharpness = Math.min(window.devicePixelRatio, Math.sqrt(mostPoints / (width * height)))
    const viewport = page.getViewport({ scale: scale * sharpness })
    const canvas = document.createElement('canvas')
    canvas.width = Math.floor(viewport.width)
    canvas.height = Math.floor(viewport.height)
    const drawing = page.render({ canvas, viewport })
    drawing.promise.then(
      () => element.replaceChildren(canvas),
      // Given up, or a page that is damaged: it stays blank.
      () => undefined,
    )
    return () => drawing.cancel()
  }, [holderRef, page, scale])
}
