import { CopyButton } from '../../ui/copy-button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Hash } from '../../ui/marks/hash.tsx'
import { momentWords } from '../day.ts'
import styles from './receipt.module.css'
import type { MadeReceipt } from './receipt-dialog.tsx'

/** The receipt as it is printed: the state in words, the signed note, and the note again for a camera. */
export function Receipt({ receipt }: { receipt: MadeReceipt }) {
  const { text, log, size, root, timeMs, key, qr } = receipt
  return (
    <article aria-label="The receipt" className={styles['receipt']} data-sheet>
      <div className={styles['top']}>
        <div className={styles['words']}>
          <p className={styles['kind']}>Bulkhead: receipt of a log</p>
          <p className={styles['title']}>
            {size.toLocaleString()} entries, signed {momentWords(timeMs)}
          </p>
          <Facts
            facts={[
              {
                label: 'Log',
                value: <Hash value={log} label="id of the log" form="whole" canCopy={false} />,
              },
              { label: 'Root', value: <Hash value={root} label="root" form="whole" canCopy={false} /> },
              { label: 'Key', value: <code className={styles['key']}>{key}</code> },
            ]}
          />
        </div>
        <figure aria-label="The signed state as a QR code" className={styles['code']}>
          <svg aria-hidden viewBox={`0 0 ${qr.modules} ${qr.modules}`} shapeRendering="crispEdges">
            <rect width={qr.modules} height={qr.modules} fill="#fff" />
            <path d={qr.path} fill="#000" />
          </svg>
        </figure>
      </div>
      <div className={styles['note']}>
        <pre className={styles['text']}>{noteOf(text)}</pre>
        <span className={styles['copy']}>
          <CopyButton text={text} label="Copy the receipt" done="Receipt copied" />
        </span>
      </div>
      <p className={styles['how']}>
        To check it: Audit log, Receipts, “Check against a receipt”; or{' '}
        <code>bulkhead audit check --receipt</code> with the saved file.
      </p>
    </article>
  )
}

/** The signed note, which stands last. */
function noteOf(text: string): string {
  const at = text.search(/^bulkhead\.invalid\/log\//m)
  return at < 0 ? text : text.slice(at).trimEnd()
}
