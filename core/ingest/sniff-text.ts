import { decode } from './extract/decode.ts'
import type { Format } from './format.ts'

const lookBytes = 65_536

const byExtension = new Map<string, Format>([
  ['csv', { unsupported: 'Tables (CSV)' }],
  ['tsv', { unsupported: 'Tables (TSV)' }],
  ['eml', { unsupported: 'E-mail messages (EML)' }],
  ['mbox', { unsupported: 'Mailboxes (MBOX)' }],
  ['rtf', { unsupported: 'Rich text files (RTF)' }],
  ['svg', { unsupported: 'Pictures' }],
  ['ics', { unsupported: 'Calendar files' }],
  ['vcf', { unsupported: 'Contact cards' }],
  ['xlsx', { unsupported: 'Excel workbooks (XLSX)' }],
  ['md', 'markdown'],
  ['markdown', 'markdown'],
  ['mdown', 'markdown'],
  ['html', 'html'],
  ['htm', 'html'],
  ['xhtml', 'html'],
  ['pdf', 'pdf'],
  ['docx', 'docx'],
])

/** What a file of text is; undefined when it is no text. */
export function sniffText(bytes: Uint8Array, extension: string): Format | undefined {
  const named = byExtension.get(extension)
  if (bytes.length === 0) return named ?? 'text'
  const text = decode(bytes.subarray(0, lookBytes))
  if (!looksLikeText(text)) return undefined
  const start = text.trimStart()
  if (start.startsWith('{\\rtf')) return { unsupported: 'Rich text files (RTF)' }
  if (/^BEGIN:VCALENDAR/iu.test(start)) return { unsupported: 'Calendar files' }
  if (/^BEGIN:VCARD/iu.test(start)) return { unsupported: 'Contact cards' }
  if (isHtmlPage(start)) return 'html'
  if (start.startsWith('<?xml') || start.startsWith('<svg')) {
    return { unsupported: /<svg[\s>]/iu.test(start.slice(0, 4096)) ? 'Pictures' : 'XML files' }
  }
  if (looksLikeMail(text)) return { unsupported: 'E-mail messages (EML)' }
  // Text that is called PDF or Word document is neither.
  if (named === 'pdf' || named === 'docx') return undefined
  if (named !== undefined && named !== 'html') return named
  return hasMarkup(start, named === 'html') ? 'html' : 'text'
}

/** Text has no NUL and next to no control characters; a form feed or an escape now and then is no harm. */
function looksLikeText(text: string): boolean {
  if (text.includes('\0')) return false
  const controls = text.match(/[^\P{Cc}\s\u0080-\u009f]/gu)?.length ?? 0
  return controls <= text.length / 100
}

/** A whole page announces itself, after comments and an XML declaration at most. */
function isHtmlPage(start: string): boolean {
  const body = skipProlog(start)
  return /^<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])/iu.test(body)
}

function skipProlog(start: string): string {
  let rest = start
  for (;;) {
    const close = rest.startsWith('<!--') ? '-->' : rest.startsWith('<?') ? '>' : undefined
    const end = close === undefined ? -1 : rest.indexOf(close)
    if (close === undefined || end < 0) return rest
    rest = rest.slice(end + close.length).trimStart()
  }
}

/** A piece of HTML without its frame; where the name does not say so, it has to begin with a tag of a block. */
function hasMarkup(start: string, named: boolean): boolean {
  if (named) return /<[a-z!/]/iu.test(start)
  return /^<(?:title|meta|style|table|div|p|h[1-6]|ul|ol|center|font)[\s>/]/iu.test(start)
}

/** RFC 5322: the file opens with header fields, one of them of a kind that only a mail program writes. */
function looksLikeMail(text: string): boolean {
  const head = text.slice(0, 8192).split(/\r?\n\r?\n/u, 1)[0] ?? ''
  if (!/^(?:From [^\n]*\n)?[A-Za-z][A-Za-z0-9-]*:[ \t]/u.test(head)) return false
  return /^(?:Received|Return-Path|Message-ID|MIME-Version|Delivered-To|DKIM-Signature):/imu.test(head)
}
