import { useState } from 'react'
import type { Source } from '../navigation.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { DocumentHead } from './document-head.tsx'
import { PageSteps } from './page-steps.tsx'
import { TextView } from './text/text-view.tsx'
import type { OpenedDocument } from './use-opened-document.ts'
import { indexOfPage } from './use-passage.ts'

interface TextSourceProps {
  opened: OpenedDocument
  span: Source['span']
  /** Where the document has pages that can be drawn as well. */
  onShowPages: (() => void) | null
}

/** A document as the text that was read from it. */
export function TextSource({ opened, span, onShowPages }: TextSourceProps) {
  const cited = indexOfPage(opened, span?.page ?? null)
  const [turned, setTurned] = useState<{ span: Source['span']; index: number } | null>(null)
  const index = turned?.span === span ? turned.index : Math.max(0, cited)
  const text = opened.texts[index] ?? { number: null, characters: 0 }
  return (
    <>
      <DocumentHead title={opened.title}>
        <PageSteps
          page={text.number}
          pages={opened.texts.length}
          onPage={(page) => setTurned({ span, index: indexOfPage(opened, page) })}
        />
        {onShowPages && <IconButton size="sm" icon="documents" label="Show as pages" onPress={onShowPages} />}
      </DocumentHead>
      <TextView
        document={opened.id}
        title={opened.title}
        index={index}
        characters={text.characters}
        span={index === cited ? span : null}
      />
    </>
  )
}
