import { getDocumentProxy } from 'unpdf'
import { z } from 'zod'
import { composePage, oneLine } from '../compose-page.ts'
import { maxTextLength, type Extracted } from '../extracted.ts'
import { encryptedPdf, scannedFile, tooMuchText } from '../failures.ts'
import { bodySizeOf, headingLevels, pdfParagraphs } from './pdf-paragraphs.ts'
import { linesOf, PdfItem, type PdfLine } from './pdf-lines.ts'
import { vocabularyOf } from './rejoin.ts'
import { withoutRunningLines } from './running-lines.ts'

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>

/** PDF (ISO 32000), page by page. Pages are numbered by their place in the file, which is how viewers count them. */
export async function extractPdf(bytes: Uint8Array): Promise<Extracted> {
  const pdf = await open(bytes)
  try {
    const pages: PdfLine[][] = []
    let length = 0
    for (let number = 1; number <= pdf.numPages; number++) {
      const items = await itemsOf(pdf, number, maxTextLength - length)
      for (const item of items) length += item.str.length
      pages.push(linesOf(items))
    }
    if (pages.every((lines) => lines.length === 0)) throw scannedFile()
    return { title: await titleOf(pdf), pages: compose(withoutRunningLines(pages)) }
  } finally {
    await pdf.destroy()
  }
}

function compose(pages: readonly PdfLine[][]): Extracted['pages'] {
  const vocabulary = vocabularyOf(pages)
  const bodySize = bodySizeOf(pages)
  const paragraphs = pages.map((lines) => pdfParagraphs(lines, vocabulary))
  const levels = headingLevels(paragraphs, bodySize)
  return paragraphs.map((page, index) =>
    composePage(
      index + 1,
      page.map((paragraph) => ({ text: paragraph.text, level: levels.get(paragraph) ?? 0 })),
    ),
  )
}

async function open(bytes: Uint8Array): Promise<Pdf> {
  try {
    // The parser takes the buffer over and refuses a Buffer, whose slice() is no copy: it gets a plain one of its own.
    return await getDocumentProxy(Uint8Array.from(bytes), { isEvalSupported: false, verbosity: 0 })
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') throw encryptedPdf()
    throw error
  }
}

/** The pieces of text on a page, read as they come, so that a page without end is stopped. */
async function itemsOf(pdf: Pdf, number: number, limit: number): Promise<PdfItem[]> {
  const page = await pdf.getPage(number)
  const reader = (page.streamTextContent() as ReadableStream<unknown>).getReader()
  const items: PdfItem[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    for (const item of TextChunk.parse(value).items) {
      items.push(item)
      length += item.str.length + 1
    }
    if (length > limit) throw tooMuchText()
  }
  page.cleanup()
  return items
}

const TextChunk = z.object({ items: z.array(PdfItem) })
const Metadata = z.object({ info: z.object({ Title: z.string().optional().catch(undefined) }) })

/** What the file calls itself, unless that is only what the program that made it put there by itself. */
async function titleOf(pdf: Pdf): Promise<string | null> {
  // Metadata that cannot be read takes nothing from the text.
  const metadata = Metadata.safeParse(await pdf.getMetadata().catch(() => undefined))
  const title = oneLine(metadata.data?.info.Title ?? '').slice(0, 1000)
  const automatic =
    /^(?:untitled|\(anonymous\)|microsoft word|powerpoint presentation|document\d*$|title$)|\.[a-z]{2,5}$/iu
  return /\p{L}{2}/u.test(title) && !automatic.test(title) ? title : null
}
