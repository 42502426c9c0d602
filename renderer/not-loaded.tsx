import { sentenceOf } from './problem.ts'
import { Banner } from './ui/banner.tsx'
import { Button } from './ui/button.tsx'

export interface NotLoadedProps {
  /** What is not there for it. */
  title: string
  error: unknown
  onTryAgain: () => unknown
}

/** In the place of what was asked for and did not come: why not, and a way to ask again. */
export function NotLoaded({ title, error, onTryAgain }: NotLoadedProps) {
  return (
    <Banner
      tone="danger"
      isAlert
      title={title}
      actions={
        <Button size="sm" onPress={() => void onTryAgain()}>
          Try again
        </Button>
      }
    >
      {sentenceOf(error)}
    </Banner>
  )
}
