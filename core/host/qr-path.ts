import { encodeQR } from 'qr'

/** Modules of light around a code that readers need (ISO/IEC 18004). */
const quietModules = 4

/**
 * A text as a QR code, as SVG path data of its dark modules: a page draws it without loading anything. One module is one
 * unit; the square includes the quiet zone.
 */
export function qrPath(text: string): { modules: number; path: string } {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: quietModules })
  return { modules: rows.length, path: rows.map(rowPath).join('') }
}

function rowPath(row: readonly boolean[], y: number): string {
  let path = ''
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue
    const start = x
    while (row[x + 1]) x += 1
    path += `M${start} ${y}h${x + 1 - start}v1h-${x + 1 - start}z`
  }
  return path
}
