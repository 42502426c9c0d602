/** How many rows may be chosen at a time. */
export type SelectionMode = 'none' | 'single' | 'multiple'
export type Selection = ReadonlySet<string>

/** What is selected after a row was chosen: by itself, added or taken with Ctrl, or all from the anchor with Shift. */
export function select(
  selection: Selection,
  ids: readonly string[],
  { id, anchor, mode }: { id: string; anchor: string | null; mode: 'only' | 'toggle' | 'range' },
): Selection {
  if (mode === 'only') return new Set([id])
  if (mode === 'toggle') {
    const next = new Set(selection)
    if (!next.delete(id)) next.add(id)
    return next
  }
  const from = anchor === null ? -1 : ids.indexOf(anchor)
  const to = ids.indexOf(id)
  if (from < 0 || to < 0) return new Set([id])
  return new Set(ids.slice(Math.min(from, to), Math.max(from, to) + 1))
}
