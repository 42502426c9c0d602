import type { ReleaseLevel } from '../release-level.ts'
import type { EventType, Sealed } from './event.ts'

/** What a sealed value tells: which model was used, a name or a title, or anything else that derives from client text. */
export type SealedClass = 'model' | 'name' | 'words'

/** The class of every sealed field. A field of a new type that has none does not compile. */
export const sealedClasses: {
  readonly [Type in EventType]: { readonly [Field in keyof Sealed<Type>]: SealedClass }
} = {
  'workspace.created': { name: 'name' },
  'workspace.opened': {},
  'workspace.closed': {},
  'workspace.refused': {},
  'workspace.recovered': {},
  'recovery.sheet-made': {},
  'workspace.backed-up': {},
  'workspace.set-aside': {},
  'workspace.restored': {},
  'member.added': { name: 'name' },
  'member.role-changed': {},
  'member.left': {},
  'key.prepared': {},
  'group.added': { name: 'name' },
  'group.renamed': { name: 'name' },
  'group.removed': {},
  'group.joined': {},
  'group.left': {},
  'document.regrouped': {},
  'document.added': { title: 'name', sha256: 'words' },
  'document.imported': { passages: 'words', embedder: 'model' },
  'document.failed': { reason: 'words' },
  'import.ended': { files: 'words', ready: 'words', failed: 'words' },
  'import.discarded': { files: 'words' },
  'document.deleted': {},
  'document.opened': {},
  'document.read': { piece: 'words' },
  'documents.listed': { count: 'words' },
  'people.listed': {},
  'document.readers-shown': { at: 'words' },
  'member.readable-shown': { at: 'words' },
  'model.selected': { model: 'model' },
  'index.switched': { embedder: 'model' },
  search: { query: 'words', mode: 'words', passages: 'words', embedder: 'model', reranker: 'model' },
  'answer.began': {
    question: 'words',
    passages: 'words',
    embedder: 'model',
    reranker: 'model',
    model: 'model',
    prompt: 'words',
    how: 'words',
  },
  'answer.searched': { query: 'words', passages: 'words', prompt: 'words' },
  'answer.ended': { text: 'words', found: 'words', citations: 'words', made: 'words' },
  'answer.traced': {},
  'threads.listed': { count: 'words' },
  'thread.opened': {},
  'thread.renamed': { title: 'words' },
  'thread.deleted': {},
  'thread.shared': {},
  'thread.unshared': {},
  'thread.exported': {},
  'instructions.read': {},
  'instructions.changed': { instructions: 'words', temperature: 'words' },
  'prompts.listed': { count: 'words' },
  'prompt.saved': { title: 'words', text: 'words' },
  'prompt.deleted': {},
  'adapters.listed': { count: 'words' },
  'adapter.imported': { name: 'words', sha256: 'words', statement: 'words' },
  'adapter.refused': { name: 'words', statement: 'words', reason: 'words' },
  'adapter.chosen': {},
  'adapter.removed': {},
  'log.listed': {},
  'log.entry-opened': {},
  'log.checked': {},
  'log.receipt-made': {},
  'log.receipt-checked': {},
  'log.export-previewed': {},
  'log.export-began': {},
  'log.exported': { openings: 'words' },
  'call.refused': {},
  'call.failed': {},
  'log.lost': {},
  'log.continued': { reason: 'words' },
  'firm.created': {},
  'staff.added': {},
  'staff.signed-in': {},
  'staff.passphrase-changed': {},
  'staff.passphrase-refused': {},
  'staff.suspended': {},
  'staff.restored': {},
  'staff.removed': {},
  'settings.changed': {},
  'model.download-began': { model: 'model', source: 'model' },
  'model.installed': { model: 'model' },
  'model.removed': {},
  'model.downloads-off': {},
  'support.saved': {},
  'staff.sign-in-refused': {},
  'workspace.registered': {},
  'workspace.sheet-made': {},
  'workspace.sheet-confirmed': {},
  'backup.made': {},
  'backup.restored': {},
  'wrap.added': {},
  'wrap.removed': {},
  'rekey.began': {},
  'rekey.ended': {},
  'unlock.refused': {},
  'log.fork-accepted': {},
}

const releasedAt: Record<ReleaseLevel, readonly SealedClass[]> = {
  proof: [],
  redacted: ['model'],
  named: ['model', 'name'],
  full: ['model', 'name', 'words'],
}

/** Whether a level releases a field of an entry; what is not in the catalogue counts as words. */
export function releases(level: ReleaseLevel, type: string, field: string): boolean {
  const classes: Readonly<Record<string, Readonly<Record<string, SealedClass>>>> = sealedClasses
  return releasedAt[level].includes(classes[type]?.[field] ?? 'words')
}

/**
 * Fields whose value tells of a model alone, never of a document: who may read the log may see them, whatever document
 * the entry is about. A field of that name is of that class in every type (tested).
 */
export const modelFields = ['model', 'embedder', 'reranker', 'source'] as const
