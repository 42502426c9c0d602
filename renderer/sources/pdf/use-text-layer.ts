import type { PDFPageProxy } from 'pdfjs-dist'
import { type RefObject, useEffect, useState } from 'react'

/** The text of a drawn page: its pieces in drawing order, and the element that holds each. */
export interface TextLayerParts {
  pieces: readonly string[]
  spans: readonly HTMLElement[]
}

/** Lays the text of a page over its drawing, so that it can be selected, read aloud and marked. */
export function useTextLayer(
  holderRef: RefObject<HTMLElement | null>,
  page: PDFPageProxy | null,
): TextLayerParts | null {
  const [parts, setParts] = useState<TextLayerParts | null>(null)
  useEffect(() => {
    const element = holderRef.current
    if (!page || !element) return undefined
    let gone = false
    const lay = async () => {
      const { TextLayer } = await import('pdfjs-dist')
      const textContentSource = await page.getTextContent()
      if (gone) return
      // What the layer sets on its holderRef is in points; the scale comes from the style of the page.
      const layer = new TextLayer({
        textContentSource,
        container: element,
        viewport: page.getViewport({ scale: 1 }),
      })
      await layer.render()
      if (!gone) setParts({ pieces: layer.textContentItemsStr, spans: layer.textDivs })
    }
    lay().catch(() => {
      if (!gone) setParts({ pieces: [], spans: [] })
    })
    return () => {
      gone = true
      setParts(null)
      element.replaceChildren()
    }
  }, [holderRef, page])
  return parts
}
