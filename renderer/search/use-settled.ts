import { useEffect, useState } from 'react'

/** A value once it has rested. Emptied text settles at once. */
export function useSettled(text: string, afterMs: number): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), afterMs)
    return () => clearTimeout(timer)
  }, [text, afterMs])
  return text === '' ? '' : settled
}
