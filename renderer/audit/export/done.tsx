import { useQuery } from '@tanstack/react-query'
import { firm } from '../../api.ts'
import { sizeWords } from '../../documents/size-words.ts'
import { Banner } from '../../ui/banner.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Hash } from '../../ui/marks/hash.tsx'
import styles from './done.module.css'
import type { Exported } from './use-export.ts'

/** Where the bundle is, by what the recipient knows it is the firm's, and how they check it. */
export function Done({ path, exported }: { path: string; exported: Exported }) {
  const key = useQuery({
    queryKey: ['firm.key'],
    queryFn: async () => (await firm.call('firm.key', {})).fingerprint,
  })
  const { from, to, entry, root, bytes } = exported
  return (
    <div className={styles['done']}>
      <Banner tone="ok" isAlert title={`${(to - from).toLocaleString()} entries in one file`}>
        <span className={styles['path']}>{path}</span>
      </Banner>
      <section aria-label="Fingerprint" className={styles['fingerprint']}>
        <h3 className={styles['title']}>Read this out to the recipient</h3>
        <p className={styles['digits']}>
          <code>{key.data}</code>
          {key.data !== undefined && <CopyButton text={key.data} label="Copy the fingerprint" />}
        </p>
        <p className={styles['note']}>
          By telephone or on paper, not with the file: it is what proves that the file is your firm’s.
        </p>
      </section>
      <section aria-label="How they check it">
        <h3 className={styles['title']}>How they check it</h3>
        <ol className={styles['steps']}>
          <li>They open the verifier, one page that needs no network and not Bulkhead.</li>
          <li>They choose the file and type the fingerprint that you read out.</li>
          <li>It says whether anything was changed, left out or put in, and what is sealed.</li>
        </ol>
      </section>
      <Facts
        facts={[
          { label: 'Size', value: sizeWords(bytes) },
          { label: 'Entry', value: `${entry.toLocaleString()} of the log says that it was exported` },
          { label: 'Root', value: <Hash value={root} label="root of the log" /> },
        ]}
      />
    </div>
  )
}
