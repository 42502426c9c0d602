import type {
  Citation,
  FlaggedPassage,
  Turn,
  WrittenSentence,
} from '../../../core/contract/workspace/threads.ts'
import { useNavigation } from '../../navigation.tsx'
import { languageOf } from '../../sources/language-of.ts'
import { Banner } from '../../ui/banner.tsx'
import { Icon } from '../../ui/icon.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { CitationLink } from './citation.tsx'
import { placeWords } from './copied-answer.ts'
import { numberCitations } from './number-citations.ts'
import { signWords } from './sign-words.ts'
import { WrittenLink } from './written-link.tsx'
import styles from './written-answer.module.css'

type Written = Extract<Turn['reply'], { kind: 'written' }>

/** What a model wrote: each sentence with its sources, and a mark where they do not say it. It is text and nothing else. */
export function WrittenAnswer({ reply }: { reply: Written }) {
  const { text, sentences, citations, mode, flagged, end } = reply
  const numbers = numberCitations(citations)
  return (
    <div className={styles['written']}>
      {mode === 'chat' ? (
        <p className={styles['sentence']} dir="auto" lang={languageOf(text)}>
          {text}
        </p>
      ) : (
        sentences.map((sentence) => (
          <Sentence
            key={sentence.start}
            text={text}
            sentence={sentence}
            citations={citations}
            numbers={numbers}
          />
        ))
      )}
      {mode === 'chat' && (
        <p className={styles['remark']}>
          <Icon name="info" size={14} />
          From the model alone. No document was read for this.
        </p>
      )}
      {end === 'length' && (
        <p className={styles['remark']}>
          <Icon name="info" size={14} />
          This is as long as an answer gets. Ask for the rest.
        </p>
      )}
      <Flags flagged={flagged} />
    </div>
  )
}

interface SentenceProps {
  text: string
  sentence: WrittenSentence
  citations: readonly Citation[]
  numbers: readonly number[]
}

function Sentence({ text, sentence, citations, numbers }: SentenceProps) {
  const words = text.slice(sentence.start, sentence.end)
  const isSupported = sentence.support === 'supported'
  return (
    <p className={styles['sentence']} data-support={sentence.support} dir="auto" lang={languageOf(words)}>
      <WithLinks text={text} sentence={sentence} />
      {sentence.citations.map((index) => {
        const citation = citations[index]
        return (
          citation && <CitationLink key={index} citation={citation} number={numbers[index] ?? index + 1} />
        )
      })}
      {!isSupported && (
        <span className={styles['doubt']}>
          <Icon name="warning" size={12} />
          {sentence.support === 'uncited' ? 'No source' : 'Its source does not clearly say this'}
        </span>
      )}
    </p>
  )
}

/** The words of a sentence, with the addresses that its passages have as links that ask before they open anything. */
function WithLinks({ text, sentence: { start, end, links } }: Pick<SentenceProps, 'text' | 'sentence'>) {
  const pieces = links.map((link, index) => ({
    before: text.slice(links[index - 1]?.end ?? start, link.start),
    address: text.slice(link.start, link.end),
    at: link.start,
  }))
  return (
    <>
      {pieces.map(({ before, address, at }) => (
        <span key={at}>
          {before}
          <WrittenLink address={address} />
        </span>
      ))}
      {text.slice(links.at(-1)?.end ?? start, end)}
    </>
  )
}

function Flags({ flagged }: { flagged: readonly FlaggedPassage[] }) {
  const { showSource } = useNavigation()
  if (flagged.length === 0) return null
  return (
    <Banner
      tone="warn"
      title={
        flagged.length === 1
          ? 'A passage that was read for this looks like instructions to a model'
          : `${flagged.length} passages that were read for this look like instructions to a model`
      }
    >
      <ul className={styles['flags']}>
        {flagged.map(({ document, title, page, signs }) => (
          <li key={`${document} ${page} ${signs.join()}`}>
            <LinkButton
              onPress={() =>
                showSource({ document, title, span: page === null ? null : { page, start: 0, end: 0 } })
              }
            >
              {placeWords({ title, page })}
            </LinkButton>{' '}
            {signs.map((sign) => signWords[sign]).join(', ')}.
          </li>
        ))}
      </ul>
      A document can change what a model writes, never what it may read or do. Check this answer against its
      sources.
    </Banner>
  )
}
