import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'

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
  bounds,
  children,
}: {
  bounds?: HTMLElement | null | undefined
  children: ReactNode
}) {
  const [container, setContainer] = useState<HTMLElement | null>(null)
  const layer = useMemo(() => ({ container, bounds: bounds ?? null }), [container, bounds])
  return (
    <Context value={layer}>
      {children}
      <div ref={setContainer} />
    </Context>
  )
}

/** Props that every overlay of React Aria takes. */
export function useLayer(): { UNSTABLE_portalContainer?: HTMLElement } {
  const { container } = useContext(Context)
  return container ? { UNSTABLE_portalContainer: container } : {}
}

/** Also for those that are placed beside something. */
export function useBoundedLayer(): { UNSTABLE_portalContainer?: HTMLElement; boundaryElement?: HTMLElement } {
  const { bounds } = useContext(Context)
  return { ...useLayer(), ...(bounds ? { boundaryElement: bounds } : {}) }
}
