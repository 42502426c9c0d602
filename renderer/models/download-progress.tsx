import type { OfferedModel } from '../../core/contract/models.ts'
import { sizeWords } from '../documents/size-words.ts'
import { Banner } from '../ui/banner.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'

/** How the download of a model stands. */
export function DownloadProgress({ model }: { model: OfferedModel }) {
  const { download, name, sizeBytes } = model
  if (!download) return null
  const label = `Download of ${name}`
  switch (download.kind) {
    case 'running': {
      const { doneBytes, bytesPerSecond } = download
      const left = bytesPerSecond ? (sizeBytes - doneBytes) / bytesPerSecond : null
      return (
        <ProgressBar
          label={label}
          value={doneBytes / sizeBytes}
          detail={`${sizeWords(doneBytes)} of ${sizeWords(sizeBytes)}${bytesPerSecond ? `, ${sizeWords(bytesPerSecond)} a second` : ''}`}
          meta={left === null ? undefined : timeLeft(left)}
        />
      )
    }
    case 'checking':
      return (
        <ProgressBar label={label} value={null} detail="Everything is here. Comparing it with its hash." />
      )
    case 'paused':
      return (
        <>
          <ProgressBar
            label={label}
            value={download.doneBytes / sizeBytes}
            isPaused
            detail={`${sizeWords(download.doneBytes)} of ${sizeWords(sizeBytes)}`}
            meta="Paused"
          />
          {download.reason !== null && (
            <Banner tone="warn" title="The download stopped">
              {download.reason}
            </Banner>
          )}
        </>
      )
    case 'failed':
      return (
        <Banner tone="danger" title="Not installed" isAlert>
          {download.reason}
        </Banner>
      )
    default:
      return download satisfies never
  }
}

function timeLeft(seconds: number): string {
  if (seconds < 60) return 'less than a minute left'
  const minutes = Math.round(seconds / 60)
  return minutes === 1 ? 'about a minute left' : `about ${minutes.toLocaleString()} minutes left`
}
