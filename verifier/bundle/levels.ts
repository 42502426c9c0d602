/** How much a bundle releases, each level what is before it and more. */
export const levels = ['proof', 'redacted', 'named', 'full'] as const
export type Level = (typeof levels)[number]

const models = [
  'answer.began/embedder',
  'answer.began/model',
  'answer.began/reranker',
  'document.imported/embedder',
  'index.switched/embedder',
  'model.download-began/model',
  'model.download-began/source',
  'model.installed/model',
  'model.selected/model',
  'search/embedder',
  'search/reranker',
]
const names = [
  'workspace.created/name',
  'member.added/name',
  'group.added/name',
  'group.renamed/name',
  'document.added/title',
]

/** The fields that may be opened below `full`, as type and field: docs/audit-bundle.md, section 8. */
const released: Readonly<Record<Exclude<Level, 'full'>, ReadonlySet<string>>> = {
  proof: new Set(),
  redacted: new Set(models),
  named: new Set([...models, ...names]),
}

export function mayHaveLine(level: Level, type: string, field: string): boolean {
  return level === 'full' || released[level].has(`${type}/${field}`)
}
