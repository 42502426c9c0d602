import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'

interface Layer {
  /** Where overlays are put. */
  container: HTMLElement | null
  /** What they stay inside of, with room for the title bar. */
  bounds: HTMLElement | null
}

const Context = createContext<Layer>({ container: null, bounds: null })

/**
 * Overlays opened by `children` hang here, not on the body: so they take the colour, the theme and the direction of
 * what opened them, and stay within `bounds`.
 */
export function OverlayLayer({
  bounds = null,
  children,
}: {
  bounds?: HTMLElement | null | undefined
  children: ReactNode
}) {
  // Made here and not by React, and put in its place before the effects of the children, which look for what they
  // rendered: so it is there for a dialog that is open from the beginning.
  const [container] = useState(newContainer)
  const hold = useCallback(
    (marker: HTMLElement | null) => {
      marker?.parentElement?.append(container)
      return () => container.remove()
    },
    [container],
  )
  const layer = useMemo(() => ({ container, bounds }), [container, bounds])
  return (
    <Context value={layer}>
      <span hidden ref={hold} />
      {children}
    </Context>
  )
}

/** Takes no place where it is put, and is no ground to be placed on. */
function newContainer(): HTMLElement {
  const container = document.createElement('div')
  container.style.display = 'contents'
  return container
}

/** Props that every overlay of React Aria takes. */
export function useLayer(): { UNSTABLE_portalContainer?: HTMLElement } {
  const { container } = useContext(Context)
  return container ? { UNSTABLE_portalContainer: container } : {}
}

/** How far a thing that floats stands from what opens it, in px. More in the title bar, which it stays below. */
export const FloatDistance = createContext(4)

/** Also for those that are placed beside something. */
export function useBoundedLayer(): {
  UNSTABLE_portalContainer?: HTMLElement
  boundaryElement?: HTMLElement
  offset: number
} {
  const { bounds } = useContext(Context)
  const offset = useContext(FloatDistance)
  return { ...useLayer(), ...(bounds ? { boundaryElement: bounds } : {}), offset }
}
