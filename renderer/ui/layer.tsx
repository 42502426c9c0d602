import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import styles from './layer.module.css'

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
  // Made here and not by React, so that it is there, and in the page, for a dialog that is open from the beginning:
  // hence also its place before the children, whose effects look for what they rendered.
  const [container] = useState(() => document.createElement('div'))
  const hold = useCallback(
    (host: HTMLDivElement | null) => {
      if (host && container.parentNode !== host) host.append(container)
    },
    [container],
  )
  const layer = useMemo(() => ({ container, bounds }), [container, bounds])
  return (
    <Context value={layer}>
      <div ref={hold} className={styles['layer']} />
      {children}
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
