import { useEffect, useEffectEvent, useRef } from 'react'
import { useNavigation } from './navigation.tsx'

/** Does something whenever a person comes to a screen, also when they were there already. */
export function useEachVisit(arrive: () => void): void {
  const { visit } = useNavigation()
  const seen = useRef<number | null>(null)
  const arrived = useEffectEvent(arrive)
  useEffect(() => {
    if (seen.current === visit) return
    seen.current = visit
    arrived()
  }, [visit])
}
