import { useState } from 'react'
import type { TracedPassage } from '../../../core/contract/workspace/trace.ts'
import { useNavigation } from '../../navigation.tsx'
import { languageOf } from '../../sources/language-of.ts'
import { Button } from '../../ui/button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Chip } from '../../ui/marks/chip.tsx'
import { ScrollArea } from '../../ui/scroll-area.tsx'
import { SealedValue } from '../../ui/marks/sealed-value.tsx'
import { shortCode } from '../entry/entry-names.ts'
import { type CitedSpan, isCited } from './cited-spans.ts'
import styles from './passages.module.css'
import traceStyles from './trace.module.css'

export interface PassagesProps {
  /** Null where the reader may not see which. */
  passages: readonly TracedPassage[] | null
  cited: readonly CitedSpan[]
  onClose: () => void
}

/** What the answer was made from, in the order in which it was given; first those that it cites. */
export function Passages({ passages, cited, onClose }: PassagesProps) {
  const [isWhole, setWhole] = useState(false)
  if (passages === null)
    return (
      <section aria-labelledby="trace-passages">
        <h3 id="trace-passages" className={traceStyles['title']}>
          Passages
        </h3>
        <SealedValue />
      </section>
    )
  const used = passages.filter(({ document, now }) => isCited(document, now, cited))
  const shown = isWhole || used.length === 0 ? passages : used
  const rest = passages.length - shown.length
  return (
    <section aria-labelledby="trace-passages">
      <h3 id="trace-passages" className={traceStyles['title']}>
        Passages
        <span className={traceStyles['meta']}>
          {passages.length.toLocaleString()} given, {used.length.toLocaleString()} cited, all from documents
          that you may read
        </span>
      </h3>
      <ol className={styles['list']}>
        {shown.map((passage) => (
          <Passage
            key={`${passage.document} ${passage.ordinal}`}
            passage={passage}
            isCited={used.includes(passage)}
            onClose={onClose}
          />
        ))}
      </ol>
      {rest > 0 && (
        <Button size="sm" variant="quiet" onPress={() => setWhole(true)}>
          {`Show the ${rest.toLocaleString()} that ${rest === 1 ? 'was' : 'were'} not cited`}
        </Button>
      )}
    </section>
  )
}

function Passage({
  passage: { document, ordinal, now },
  isCited: cited,
  onClose,
}: {
  passage: TracedPassage
  isCited: boolean
  onClose: () => void
}) {
  const { go, screen, showSource } = useNavigation()
  if (!now)
    return (
      <li className={styles['passage']}>
        <p className={styles['head']}>
          Document {shortCode(document)}, passage {(ordinal + 1).toLocaleString()}
          <Chip tone="warn">Not there any more</Chip>
        </p>
      </li>
    )
  const { title, page, start, end, heading, text, same } = now
  const open = () => {
    onClose()
    if (screen.kind === 'audit') go({ kind: 'documents' })
    showSource({ document, title, span: { page, start, end } })
  }
  return (
    <li className={styles['passage']}>
      <p className={styles['head']}>
        <LinkButton onPress={open}>
          <bdi>{title}</bdi>
          {page !== null && `, page ${page.toLocaleString()}`}
        </LinkButton>
        {cited && <Chip tone="ok">Cited</Chip>}
        {!same && <Chip tone="warn">Read anew since: not the same text</Chip>}
      </p>
      {heading !== null && (
        <p className={styles['heading']} dir="auto">
          {heading}
        </p>
      )}
      <ScrollArea className={styles['text']}>
        <p dir="auto" lang={languageOf(text)}>
          {text}
        </p>
      </ScrollArea>
    </li>
  )
}
