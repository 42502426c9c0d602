import { markWords } from '../search/mark-words.ts'
import { snippet } from '../search/snippet.ts'
import { Status } from '../ui/marks/status.tsx'
import { WorkspaceTile } from '../ui/marks/workspace-tile.tsx'
import { colourName } from '../ui/workspace-colour.ts'
import type { Client } from '../workspaces/clients.ts'
import styles from './across-screen.module.css'
import type { Lane } from './use-across.ts'

export interface ClientColumnProps {
  client: Client
  lane: Lane
  query: string
}

/** What one client answered, under its own colour. */
export function ClientColumn({ client, lane, query }: ClientColumnProps) {
  const { name, colour } = client
  return (
    <section aria-label={name} data-ws={colourName(colour)} className={styles['client']}>
      <header className={styles['head']}>
        <WorkspaceTile name={name} colour={colour} state={lane.kind === 'searching' ? 'open' : 'locked'} />
        <h2 className={styles['name']} dir="auto">
          {name}
        </h2>
      </header>
      <LaneState lane={lane} />
      {lane.kind === 'found' && (
        <ol className={styles['hits']}>
          {lane.hits.map((hit) => (
            <li key={`${hit.document} ${hit.ordinal}`} className={styles['hit']}>
              <span className={styles['place']} dir="auto">
                <strong>{hit.title}</strong>{' '}
                <span className={styles['page']}>
                  {hit.page === null ? '' : `page ${hit.page.toLocaleString()}`}
                </span>
              </span>
              <span className={styles['words']} dir="auto">
                {snippet(markWords(hit.text, query)).map(({ text, marked }, index) =>
                  marked ? (
                    // Stretches are told apart by their place alone.
                    // oxlint-disable-next-line react/no-array-index-key
                    <mark key={index}>{text}</mark>
                  ) : (
                    // Of paragraphs only the line between them is kept: a snippet is short.
                    text.replace(/\n{2,}/gu, '\n')
                  ),
                )}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function LaneState({ lane }: { lane: Lane }) {
  switch (lane.kind) {
    case 'waiting':
      return <Status tone="neutral">Waits its turn</Status>
    case 'opening':
      return <Status tone="busy">Opening</Status>
    case 'searching':
      return <Status tone="busy">Searching</Status>
    case 'refused':
      return <Status tone="warn">{lane.sentence}</Status>
    case 'found':
      return lane.hits.length === 0 ? (
        <Status tone="neutral" icon="search">
          No passage says that
        </Status>
      ) : (
        <Status tone="ok">{lane.hits.length === 1 ? '1 passage' : `${lane.hits.length} passages`}</Status>
      )
    default:
      return lane satisfies never
  }
}
