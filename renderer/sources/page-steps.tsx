import { IconButton } from '../ui/icon-button.tsx'

interface PageStepsProps {
  /** From 1; null where the format has no pages. */
  page: number | null
  pages: number
  onPage: (page: number) => void
}

/** Which page one is on, and the way to those beside it. */
export function PageSteps({ page, pages, onPage }: PageStepsProps) {
  if (page === null) return <span>No pages</span>
  return (
    <>
      <IconButton
        size="sm"
        icon="chevron-left"
        label="Previous page"
        isDisabled={page <= 1}
        onPress={() => onPage(page - 1)}
      />
      <span>
        Page {page.toLocaleString()} of {pages.toLocaleString()}
      </span>
      <IconButton
        size="sm"
        icon="chevron-right"
        label="Next page"
        isDisabled={page >= pages}
        onPress={() => onPage(page + 1)}
      />
    </>
  )
}
