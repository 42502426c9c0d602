import { useEffect, useRef, useSyncExternalStore } from 'react'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import styles from './toast.module.css'

export interface Toast {
  /** What happened, in a few words. */
  text: string
  /** What takes it back, or what to do next. */
  action?: { label: string; onAction: () => void } | undefined
}
type Shown = Toast & { id: number }

const limit = 3
let shown: readonly Shown[] = []
let nextId = 0
const listeners = new Set<() => void>()

function change(next: readonly Shown[]) {
  shown = next
  for (const listener of listeners) listener()
}

/** Says that something happened, without taking the focus. For what went wrong use a Banner where it went wrong. */
export function showToast(toast: Toast): () => void {
  const id = nextId++
  const others = shown.filter(({ text }) => text !== toast.text)
  change([...others, { ...toast, id }].slice(-limit))
  return () => dismiss(id)
}

function dismiss(id: number) {
  change(shown.filter((toast) => toast.id !== id))
}

/** Where toasts appear. The frame has one; a window needs no other. */
export function ToastRegion() {
  const toasts = useSyncExternalStore(subscribe, () => shown)
  // What is said belongs to the client whose window this was.
  useEffect(() => () => change([]), [])
  return (
    <section aria-label="Notices" data-react-aria-top-layer="true" className={styles['region']}>
      <div role="log" aria-live="polite" aria-relevant="additions">
        <ol className={styles['list']}>
          {toasts.map((toast) => (
            <ToastCard key={toast.id} toast={toast} />
          ))}
        </ol>
      </div>
    </section>
  )
}

function ToastCard({ toast }: { toast: Shown }) {
  const card = useRef<HTMLLIElement>(null)
  const { id, text, action } = toast
  const forMs = action ? 10_000 : 4_000
  useEffect(() => {
    // Stays under the pointer or the focus: an undo that runs away helps nobody.
    let timer = setTimeout(function end() {
      if (card.current?.matches(':hover, :focus-within')) timer = setTimeout(end, 1_000)
      else dismiss(id)
    }, forMs)
    return () => clearTimeout(timer)
  }, [id, forMs])
  return (
    <li ref={card} className={styles['toast']}>
      <span className={styles['text']}>{text}</span>
      {action && (
        <>
          <Button
            variant="quiet"
            size="sm"
            onPress={() => {
              dismiss(id)
              action.onAction()
            }}
          >
            {action.label}
          </Button>
          <IconButton size="sm" icon="x" label="Close" tooltipPlacement="top" onPress={() => dismiss(id)} />
        </>
      )}
    </li>
  )
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
