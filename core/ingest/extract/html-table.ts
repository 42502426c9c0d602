import type { DefaultTreeAdapterTypes as Tree } from 'parse5'

/**
 * Whether a table only arranges a page: it holds another table or headings, or has a single column. Its cells are
 * then read one after the other, like the blocks they are.
 */
export function isLayoutTable(table: Tree.Element): boolean {
  if (holds(table, (element) => /^(?:table|h[1-6])$/u.test(element.tagName))) return true
  return rowsOf(table).every((row) => cellsOf(row).length <= 1)
}

/** A table's rows, each one line, its cells separated by ` | `. Rows and columns without text are left out. */
export function tableRows(table: Tree.Element, cellText: (cell: Tree.Element) => string): string[] {
  const caption = table.childNodes.filter(isElement).find((child) => child.tagName === 'caption')
  const rows = rowsOf(table).map((row) => cellsOf(row))
  // With merged cells the columns do not line up by counting, so an empty cell would mislead more than it tells.
  const merged = rows.some((row) => row.some((cell) => cell.attrs.some(({ name }) => name === 'colspan')))
  const texts = rows.map((row) => row.map(cellText))
  const used = new Set<number>()
  for (const row of texts) for (const [column, text] of row.entries()) if (text !== '') used.add(column)
  const lines = texts.map((row) => {
    const kept = row.filter((text, column) => (merged ? text !== '' : used.has(column)))
    return kept.join(' | ').trim()
  })
  const first = caption ? [cellText(caption)] : []
  return [...first, ...lines].filter((line) => /[^\s|]/u.test(line))
}

function rowsOf(table: Tree.Element): Tree.Element[] {
  return table.childNodes
    .filter(isElement)
    .flatMap((child) =>
      child.tagName === 'tr'
        ? [child]
        : child.childNodes.filter(isElement).filter((inner) => inner.tagName === 'tr'),
    )
}

function cellsOf(row: Tree.Element): Tree.Element[] {
  return row.childNodes.filter(isElement).filter((child) => child.tagName === 'td' || child.tagName === 'th')
}

function holds(parent: Tree.Element, wanted: (element: Tree.Element) => boolean): boolean {
  return parent.childNodes.filter(isElement).some((child) => wanted(child) || holds(child, wanted))
}

function isElement(node: Tree.Node): node is Tree.Element {
  return 'tagName' in node
}
