import { IconButton } from '../../ui/icon-button.tsx'
import type { Zoom } from './use-scale.ts'

/** Factors of the size on paper. */
const steps = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3]

interface ZoomButtonsProps {
  zoom: Zoom
  /** The factor that is shown now. */
  shown: number
  onZoom: (zoom: Zoom) => void
}

/** Smaller, larger, and the whole sheet in sight; at first the lines fill the pane. */
export function ZoomButtons({ zoom, shown, onZoom }: ZoomButtonsProps) {
  const smaller = steps.findLast((step) => step < shown - 0.01)
  const larger = steps.find((step) => step > shown + 0.01)
  return (
    <>
      <IconButton
        size="sm"
        icon="minus"
        label="Smaller"
        isDisabled={smaller === undefined}
        onPress={() => onZoom(smaller ?? shown)}
      />
      <IconButton
        size="sm"
        icon="plus"
        label="Larger"
        isDisabled={larger === undefined}
        onPress={() => onZoom(larger ?? shown)}
      />
      <IconButton
        size="sm"
        icon="fit-width"
        label="Whole width of the page"
        isPressed={zoom === 'sheet'}
        onPress={() => onZoom(zoom === 'sheet' ? 'lines' : 'sheet')}
      />
    </>
  )
}
