import type { Citation } from '../../../core/contract/workspace/threads.ts'
import { useNavigation } from '../../navigation.tsx'
import { isShown } from '../../sources/is-shown.ts'
import { useQuoteFound } from '../../sources/quote-found.ts'
import { focusSourcePane } from '../../sources/source-pane.tsx'
import { CitationChip } from '../../ui/marks/citation-chip.tsx'
import { Mark } from '../../ui/marks/mark.tsx'
import { Popover } from '../../ui/overlays/popover.tsx'
import { Snippet } from '../../ui/overlays/snippet.tsx'
import { placeWords } from './copied-answer.ts'

/** The number after a quotation. It shows where the words stand, and opens that place at the right. */
export function CitationLink({ citation, number }: { citation: Citation; number: number }) {
  const { document, title, page, start, end, quote } = citation
  const { source, showSource } = useNavigation()
  const isFound = useQuoteFound(citation)
  const isOpen = isShown(source, citation)

  function open() {
    // A second press goes where the first one led.
    if (isOpen) focusSourcePane()
    else showSource({ document, title, span: { page, start, end } })
  }

  return (
    <Popover
      opens="hover"
      label={`Source ${number}`}
      content={
        <Snippet
          title={title}
          meta={page === null ? 'no pages' : `page ${page}`}
          doubt={
            isFound === false ? 'Not found on the page as drawn, so nothing is marked there.' : undefined
          }
        >
          <Mark>{quote}</Mark>
        </Snippet>
      }
    >
      <CitationChip
        number={number}
        state={isFound === false ? 'unsure' : isOpen ? 'open' : 'rest'}
        source={placeWords(citation)}
        onPress={open}
      />
    </Popover>
  )
}
