import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { useEffect, useState } from 'react'

/** What a page measures, in points. */
export interface Sheet {
  width: number
  height: number
  /** Between which its text stands. */
  left: number
  right: number
}

const usual: Sheet = { width: 612, height: 792, left: 0, right: 612 }

/** What one page measures, to go by for those that are not read yet. Null until it is known. */
export function useSheet(pdf: PDFDocumentProxy, number: number): Sheet | null {
  const [sheet, setSheet] = useState<Sheet | null>(null)
  useEffect(() => {
    let gone = false
    const measured = pdf
      .getPage(number)
      .then(measure)
      // A page that is damaged is as large as most are.
      .catch(() => usual)
    void measured.then((found) => {
      if (!gone) setSheet(found)
    })
    return () => {
      gone = true
    }
  }, [pdf, number])
  return sheet
}

async function measure(page: PDFPageProxy): Promise<Sheet> {
  const { width, height, rotation } = page.getViewport({ scale: 1 })
  const sheet = { width, height, left: 0, right: width }
  if (rotation % 360 !== 0) return sheet
  const { items } = await page.getTextContent()
  const [origin = 0] = page.view
  let left = width
  let right = 0
  for (const item of items) {
    if (!('str' in item) || item.str.trim() === '') continue
    const [a = 0, b = 0, , , x = 0] = item.transform as number[]
    if (b !== 0 || a <= 0) continue
    left = Math.min(left, x - origin)
    right = Math.max(right, x - origin + item.width)
  }
  return left < right ? { ...sheet, left: Math.max(0, left), right: Math.min(width, right) } : sheet
}
