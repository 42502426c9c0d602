import { encodeQR } from 'qr'
import { useMemo } from 'react'
import styles from './qr-code.module.css'

export interface QrCodeProps {
  /** Digits, capitals and dashes take the least room. */
  text: string
  /** What it holds, for a screen reader. */
  label: string
}

/** Modules of light around a code that readers need (ISO/IEC 18004). */
const quietModules = 4

/** A text as a QR code: one path, black on white in either theme, since readers need that. */
export function QrCode({ text, label }: QrCodeProps) {
  const rows = useMemo(() => encodeQR(text, 'raw', { ecc: 'medium', border: quietModules }), [text])
  return (
    <figure aria-label={label}>
      <svg
        aria-hidden
        viewBox={`0 0 ${rows.length} ${rows.length}`}
        shapeRendering="crispEdges"
        className={styles['code']}
      >
        <path
          d={rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')}
        />
      </svg>
    </figure>
  )
}
