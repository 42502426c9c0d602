import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { BulkheadError } from '../../core/errors.ts'
import { Extractor } from '../../core/ingest/extractor.ts'
import { split } from '../../core/ingest/split.ts'

const data = new URL('../../../shared/data/', import.meta.url)
const documents = new URL('documents/', data)
const hostile = new URL('hostile/', data)
const extractor = new Extractor()
afterAll(() => extractor.close())

/** What became of a file: its format, or the code of the reason. Anything but a reason fails the test. */
async function outcome(file: URL, name: string): Promise<{ kind: string; reason: string }> {
  const bytes = new Uint8Array(readFileSync(file))
  try {
    const { format, extracted } = await extractor.extract(bytes, name, { deadlineMs: 30_000 })
    const pages = extracted.pages.map(({ page }) => page)
    if (format === 'pdf') expect(pages, 'R5').toEqual(pages.map((_, index) => index + 1))
    else expect(pages, 'R5').toEqual([null])
    for (const { text } of extracted.pages) {
      expect(text).toBe(text.normalize('NFC').trim())
      expect(text).not.toMatch(/\n{3}|[^\P{Cc}\n\t]/u)
    }
    expect(split(extracted.pages).length).toBeGreaterThan(0)
    return { kind: format, reason: '' }
  } catch (error) {
    if (!(error instanceof BulkheadError)) throw error
    expect(error.message).toMatch(/^[A-Z][^\n]{10,200}\.$/u)
    expect(error.message).not.toContain(name)
    return { kind: error.code, reason: error.message }
  }
}

describe.skipIf(!existsSync(documents))('R4, R5: the documents of two invented firms and others', () => {
  const unreadable: Record<string, string> = {
    'mk_MEDRPT-2024-PAT-3847_medical_report_scan.pdf': 'pictures of pages',
    'mk_pdf_scanned_invoice.pdf': 'pictures of pages',
    'un_single_table.pdf': 'pictures of pages',
    'py_libreoffice-writer-password.pdf': 'protected by a password',
    'un_password.pdf': 'protected by a password',
  }
  const formats: Record<string, string> = { pdf: 'pdf', docx: 'docx', html: 'html', md: 'markdown' }

  test('every file of our formats gives its text or a clear reason, every other says that it is not supported', async () => {
    const names = readdirSync(documents).filter((name) => name !== 'MANIFEST.tsv')
    expect(names.length).toBeGreaterThan(100)
    for (const name of names) {
      const { kind, reason } = await outcome(new URL(encodeURIComponent(name), documents), name)
      const wanted = unreadable[name]
      if (wanted === undefined) {
        expect(kind, name).toBe(formats[name.split('.').at(-1) ?? ''] ?? 'unsupported-format')
      } else {
        expect(kind, name).toBe('unreadable-document')
        expect(reason, name).toContain(wanted)
      }
    }
  })
})

describe.skipIf(!existsSync(hostile))('R4: odd and broken files', () => {
  const folders = ['mammoth-docx', 'pypdf-samples', 'python-docx', 'tika-docs', 'zip-slip', 'naughty-strings']

  test.each(folders)(
    '%s: each file gives text or a reason; none stalls or crashes the caller',
    async (folder) => {
      const root = new URL(`${folder}/`, hostile)
      const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
      const files = names.filter((name) => statSync(new URL(encodeURI(name), root)).isFile())
      expect(files.length).toBeGreaterThan(3)
      for (const name of files) {
        const { kind, reason } = await outcome(new URL(encodeURI(name), root), name.split('/').at(-1) ?? '')
        expect([
          'text',
          'markdown',
          'html',
          'pdf',
          'docx',
          'unsupported-format',
          'unreadable-document',
        ]).toContain(kind)
        expect(reason, name).not.toMatch(/too long|too much memory/u)
      }
    },
  )
})
