import { fileTypeFromBuffer } from 'file-type'
import { zipEntries } from './extract/zip.ts'
import type { Format } from './format.ts'
import { sniffText } from './sniff-text.ts'

/**
 * Finds out what a file is, by its content first and by the end of its name second, since people rename files and
 * programs name them wrongly. Never throws; what it cannot tell is unsupported. An empty file goes by its name.
 */
export async function sniff(bytes: Uint8Array, fileName: string): Promise<Format> {
  const extension = /\.([^.]{1,16})$/u.exec(fileName)?.[1]?.toLowerCase() ?? ''
  if (isPdf(bytes)) return 'pdf'
  if (startsWith(bytes, [0x50, 0x4b])) return (await sniffZip(bytes)) ?? { unsupported: 'Archives (ZIP)' }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return sniffCompound(bytes, extension)
  const text = sniffText(bytes, extension)
  if (text) return text
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined)
  return { unsupported: kindOf(type?.mime) }
}

/** The mark may come late: ISO 32000-1, annex H, lets readers accept it within the first 1024 bytes. */
function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).includes('%PDF-')
}

async function sniffZip(bytes: Uint8Array): Promise<Format | undefined> {
  const names = zipEntries(bytes)?.map((entry) => entry.name.toLowerCase())
  if (names?.some((name) => name.startsWith('word/') && name.endsWith('.xml'))) return 'docx'
  if (names?.some((name) => name.startsWith('xl/'))) return { unsupported: 'Excel workbooks (XLSX)' }
  if (names?.some((name) => name.startsWith('ppt/')))
    return { unsupported: 'PowerPoint presentations (PPTX)' }
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined)
  const mime = type?.mime ?? ''
  // A Word document cut short has lost its directory, and says what it was only by how it begins.
  if (mime.includes('wordprocessingml')) return 'docx'
  if (mime.includes('spreadsheetml')) return { unsupported: 'Excel workbooks (XLSX)' }
  if (mime.includes('presentationml')) return { unsupported: 'PowerPoint presentations (PPTX)' }
  if (mime.includes('opendocument')) return { unsupported: 'OpenDocument files' }
  if (mime.includes('epub')) return { unsupported: 'Electronic books (EPUB)' }
  return undefined
}

/** The container of Office before 2007, and of every Office file with a password. Its names are in UTF-16. */
function sniffCompound(bytes: Uint8Array, extension: string): Format {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const holds = (name: string) => content.includes(Buffer.from(name, 'utf16le'))
  if (holds('EncryptedPackage')) return { unsupported: 'Office files protected by a password' }
  if (holds('__substg1.0_') || extension === 'msg') return { unsupported: 'Outlook messages (MSG)' }
  if (holds('WordDocument')) return { unsupported: 'Word documents from before 2007 (DOC)' }
  if (holds('PowerPoint Document')) return { unsupported: 'PowerPoint presentations from before 2007 (PPT)' }
  if (holds('Workbook') || extension === 'xls')
    return { unsupported: 'Excel workbooks from before 2007 (XLS)' }
  return { unsupported: 'Office files from before 2007' }
}

function kindOf(mime: string | undefined): string {
  if (mime === undefined) return 'Files of an unknown kind'
  if (mime.startsWith('image/')) return 'Pictures'
  if (mime.startsWith('audio/')) return 'Sound recordings'
  if (mime.startsWith('video/')) return 'Films'
  if (mime.startsWith('font/')) return 'Fonts'
  if (/zip|compress|tar|rar|7z|x-xz|zstd|lz/u.test(mime)) return 'Archives'
  return 'Files of this kind'
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte)
}
