import type { LogEntry } from '../log.ts'
import type { EntryNames } from './entry-names.ts'

/** What one would look for together. */
export type EntryFamily = 'answers' | 'documents' | 'people' | 'openings' | 'checks'

export const familyWords: Readonly<Record<EntryFamily, string>> = {
  answers: 'Answers and searches',
  documents: 'Documents',
  people: 'People and groups',
  openings: 'Openings and locks',
  checks: 'Log and checks',
}

type Said = Pick<LogEntry, 'about' | 'outcome'>

interface EntryKind {
  family: EntryFamily
  say: (entry: Said, names: EntryNames) => string
}

function kind(family: EntryFamily, words: string | EntryKind['say']): EntryKind {
  return { family, say: typeof words === 'string' ? () => words : words }
}

/** Every type of entry in plain words. A test walks the catalogue of the log: a type without words fails it. */
export const entryKinds: Readonly<Record<string, EntryKind>> = {
  'workspace.created': kind('openings', 'Workspace created'),
  'workspace.opened': kind('openings', 'Workspace opened'),
  'workspace.closed': kind('openings', 'Workspace locked'),
  'workspace.refused': kind(
    'openings',
    ({ about }, { person }) => `Not opened for ${person(about['staff'])}: ${refusalWords(about['code'])}`,
  ),
  'workspace.recovered': kind(
    'openings',
    ({ about }, { person }) => `Opened with the recovery key; ${person(about['member'])} is an owner now`,
  ),
  'workspace.backed-up': kind('openings', 'Backed up'),
  'workspace.set-aside': kind('openings', 'Put aside for a backup'),
  'workspace.destroying': kind('openings', 'Destruction of this client decided'),
  'workspace.restored': kind(
    'openings',
    ({ about }) => `Restored from a backup with ${entries(sizeOf(about['backup']))}`,
  ),
  'recovery.sheet-made': kind('openings', 'New recovery sheet made'),

  'member.added': kind(
    'people',
    ({ about }, { person }) => `${person(about['member'])} added as ${word(about['role'])}`,
  ),
  'member.role-changed': kind(
    'people',
    ({ about }, { person }) => `${person(about['member'])} is ${word(about['role'])} now`,
  ),
  'member.left': kind(
    'people',
    ({ about }, { person }) => `${person(about['member'])} removed; the workspace gets a new key`,
  ),
  'key.prepared': kind(
    'people',
    ({ about }, { person }) =>
      `New key and recovery sheet made, for when ${person(about['member'])} is removed`,
  ),
  'group.added': kind('people', ({ about }, { group }) => `New group: ${group(about['group'])}`),
  'group.renamed': kind('people', ({ about }, { group }) => `Group renamed: now ${group(about['group'])}`),
  'group.removed': kind('people', ({ about }, { group }) => `Group removed: ${group(about['group'])}`),
  'group.joined': kind(
    'people',
    ({ about }, { person, group }) => `${person(about['member'])} joined ${group(about['group'])}`,
  ),
  'group.left': kind(
    'people',
    ({ about }, { person, group }) => `${person(about['member'])} left ${group(about['group'])}`,
  ),
  'people.listed': kind('people', 'People and groups looked at'),
  'document.readers-shown': kind(
    'people',
    ({ about }, { document }) => `Looked at who can read ${document(about['document'])}`,
  ),
  'member.readable-shown': kind(
    'people',
    ({ about }, { person }) => `Looked at what ${person(about['member'])} can read`,
  ),
  'document.regrouped': kind('people', ({ about }, { document, group }) => {
    const groups = Array.isArray(about['groups']) ? about['groups'] : []
    const name = document(about['document'])
    return groups.length === 0
      ? `${name}: nobody may read it now`
      : `${name} readable by ${groups.map(group).join(', ')}`
  }),

  'folder.regrouped': kind('people', ({ about }, { group }) => {
    const groups = Array.isArray(about['groups']) ? about['groups'] : []
    return groups.length === 0
      ? 'A folder has no groups of its own any more'
      : `A folder and what comes into it readable by ${groups.map(group).join(', ')}`
  }),
  'folder.emptied': kind('people', 'The groups of a folder gone with its last document'),
  'folder.readers-shown': kind('people', 'Looked at who can read a folder'),

  'document.added': kind('documents', documentIs('added')),
  'document.imported': kind('documents', documentIs('read and indexed')),
  'document.failed': kind('documents', documentIs('set aside: it could not be read')),
  'document.deleted': kind('documents', documentIs('removed')),
  'document.opened': kind('documents', documentIs('opened')),
  'document.read': kind('documents', documentIs('read in part')),
  'documents.listed': kind('documents', 'List of documents looked at'),
  'import.ended': kind(
    'documents',
    outcomes('Import ended', { stopped: 'Import paused', failed: 'Import broke off' }),
  ),
  'import.discarded': kind('documents', 'Waiting files forgotten'),

  'model.selected': kind('answers', ({ about }) => `${taskWords(about['task'])} chosen`),
  'index.switched': kind('answers', 'Documents read anew by the chosen embedder'),
  search: kind('answers', 'Documents searched'),
  'answer.began': kind('answers', 'Question asked'),
  'answer.ended': kind(
    'answers',
    outcomes('Question answered', {
      stopped: 'Answer stopped by its asker',
      interrupted: 'Answer interrupted: the workspace closed before it ended',
      failed: 'No answer: something went wrong',
    }),
  ),
  'answer.traced': kind('answers', 'How an answer was made looked at'),
  'answer.searched': kind('answers', 'The model searched again'),
  'thread.exported': kind('answers', ({ about }) =>
    about['format'] === 'docx' ? 'Thread saved as a Word file' : 'Thread saved as Markdown',
  ),
  'instructions.read': kind('answers', 'Instructions for answers looked at'),
  'instructions.changed': kind('answers', 'Instructions for answers changed'),
  'prompts.listed': kind('answers', 'Saved questions looked at'),
  'prompt.saved': kind('answers', 'Question saved to ask again'),
  'prompt.deleted': kind('answers', 'Saved question deleted'),
  'adapters.listed': kind('answers', 'Adapters looked at'),
  'adapter.imported': kind('answers', 'Adapter added'),
  'adapter.refused': kind('answers', 'Adapter refused'),
  'adapter.chosen': kind('answers', ({ about }) =>
    about['adapter'] === null ? 'No adapter used from here on' : 'Adapter chosen',
  ),
  'adapter.removed': kind('answers', 'Adapter removed'),
  'threads.listed': kind('answers', 'Threads looked at'),
  'thread.opened': kind('answers', 'Thread opened'),
  'thread.renamed': kind('answers', 'Thread renamed'),
  'thread.deleted': kind('answers', 'Thread deleted'),
  'thread.shared': kind('answers', ({ about }, { person, group }) => {
    const named = (field: string, name: (id: unknown) => string) => {
      const ids = about[field]
      return Array.isArray(ids) ? ids.map((id) => name(id)) : []
    }
    const readers = [...named('groups', group), ...named('members', person)]
    return `Thread shared${readers.length > 0 ? ` with ${readers.join(', ')}` : ''}`
  }),
  'thread.unshared': kind('answers', 'Thread no longer shared'),

  'log.listed': kind('checks', 'Log looked at'),
  'log.entry-opened': kind('checks', 'Entry of the log opened'),
  'log.checked': kind(
    'checks',
    ({ about, outcome }) =>
      `Log checked, ${entries(about['size'])}: ${outcome === 'done' ? 'in order' : 'not in order'}`,
  ),
  'log.receipt-made': kind('checks', 'Receipt of the log made'),
  'log.receipt-checked': kind(
    'checks',
    ({ about }) =>
      `Log held against a receipt: ${verdicts[word(about['verdict'])] ?? word(about['verdict'])}`,
  ),
  'log.export-previewed': kind(
    'checks',
    ({ about }) => `Preview of an export looked at, ${levelWords(about['level'])}`,
  ),
  'log.export-began': kind('checks', ({ about }) => `Export of the log began, ${levelWords(about['level'])}`),
  'log.exported': kind('checks', ({ about, outcome }) => {
    if (outcome === 'done') return `Log exported, ${levelWords(about['level'])}`
    return outcome === 'stopped' ? 'Export of the log stopped' : 'Export of the log failed'
  }),
  'log.lost': kind('checks', 'An entry stood here and cannot be read any more'),
  'log.continued': kind('checks', 'An owner went on from a damaged log'),
  'call.refused': kind('checks', ({ about }) => `Refused: ${areaWords(about['method'])}`),
  'call.failed': kind('checks', 'Not done: the disk was full'),

  'grant.asked': kind(
    'people',
    ({ about }, { person }) => `${person(about['operator'])}, an operator, asked to look at the log`,
  ),
  'grant.withdrawn': kind(
    'people',
    ({ about }, { person }) => `${person(about['operator'])} withdrew their request to look at the log`,
  ),
  'grant.refused': kind('people', 'An operator’s look at the log refused'),
  'grant.given': kind(
    'people',
    outcomes('The log released to an operator, redacted', { failed: 'Release to an operator failed' }),
  ),
  'grant.full-given': kind(
    'people',
    outcomes('All words of the log released to an operator', { failed: 'Release to an operator failed' }),
  ),
  'grant.looked': kind('people', ({ about, outcome }, { person }) =>
    outcome === 'refused'
      ? `${person(about['operator'])}, an operator, was refused a look`
      : `${person(about['operator'])}, an operator, looked at what was released`,
  ),
  'grant.revoked': kind('people', 'An operator’s grant taken back'),
  'grant.expired': kind('people', 'An operator’s grant ended by its time'),
  'openings.asked': kind(
    'people',
    ({ about }, { person }) => `${person(about['auditor'])} asked to see sealed values`,
  ),
  'openings.granted': kind(
    'people',
    ({ about }, { person }) => `Sealed values opened for ${person(about['auditor'])}`,
  ),
  'openings.refused': kind(
    'people',
    ({ about }, { person }) => `Sealed values not opened for ${person(about['auditor'])}`,
  ),
  'openings.revoked': kind(
    'people',
    ({ about }, { person }) => `Sealed values closed again for ${person(about['auditor'])}`,
  ),
  'openings.expired': kind(
    'people',
    ({ about }, { person }) => `The time of ${person(about['auditor'])} to see sealed values is over`,
  ),
  'across.began': kind('answers', 'A look across clients began'),
  'across.refused': kind(
    'answers',
    ({ about }, { person }) =>
      `A look across clients by ${person(about['staff'])} was refused: ${acrossWords(about['code'])}`,
  ),
  'across.searched': kind('answers', 'Documents searched in a look across clients'),
  'across.asked': kind(
    'people',
    ({ about }, { person }) => `${person(about['staff'])} asked to look across clients`,
  ),
  'across.granted': kind(
    'people',
    ({ about }, { person }) => `A look across clients granted to ${person(about['staff'])}`,
  ),
  'across.declined': kind(
    'people',
    ({ about }, { person }) => `A look across clients not granted to ${person(about['staff'])}`,
  ),
  'across.set': kind(
    'people',
    ({ about }) =>
      `Looks across clients: ${acrossSettings[word(about['setting'])] ?? word(about['setting'])}`,
  ),

  // The firm's own log speaks the same language.
  'firm.created': kind('openings', 'Firm set up'),
  'staff.added': kind(
    'people',
    ({ about }, { person }) => `Account made for ${person(about['staff'])} (${word(about['staffRole'])})`,
  ),
  'staff.signed-in': kind('openings', 'Signed in'),
  'staff.passphrase-changed': kind('people', 'Passphrase changed'),
  'staff.passphrase-refused': kind('people', 'Passphrase not changed: the old one was not right'),
  'staff.suspended': kind(
    'people',
    ({ about }, { person }) => `Account of ${person(about['staff'])} suspended`,
  ),
  'staff.restored': kind(
    'people',
    ({ about }, { person }) => `Account of ${person(about['staff'])} restored`,
  ),
  'staff.removed': kind('people', ({ about }, { person }) => `Account of ${person(about['staff'])} removed`),
  'staff.sign-in-refused': kind('openings', 'Sign-in refused'),
  'settings.changed': kind('people', 'Settings changed'),
  'model.download-began': kind('openings', 'Download of a model began'),
  'model.installed': kind('openings', ({ about }) => `${taskWords(about['task'])} installed`),
  'model.removed': kind('openings', 'Model removed'),
  'model.downloads-off': kind('openings', 'Downloading switched off for good'),
  'support.saved': kind('checks', 'Support file saved'),
  'workspace.registered': kind('openings', 'Workspace entered in the register'),
  'workspace.sheet-made': kind('openings', 'New recovery sheet of a workspace made'),
  'workspace.sheet-confirmed': kind('openings', 'Recovery sheet of a workspace confirmed'),
  'backup.made': kind('openings', 'Backup of a workspace made'),
  'backup.restored': kind('openings', 'Backup of a workspace restored'),
  'wrap.added': kind(
    'people',
    ({ about }, { person }) => `${person(about['staff'])} was given a key to a workspace`,
  ),
  'wrap.removed': kind(
    'people',
    ({ about }, { person }) => `The key of ${person(about['staff'])} to a workspace was dropped`,
  ),
  'rekey.began': kind('people', 'A new key was made for a workspace'),
  'rekey.ended': kind(
    'people',
    outcomes('A workspace has its new key', { stopped: 'A new key of a workspace was given up' }),
  ),
  'destruction.began': kind('openings', 'Destruction of a workspace decided'),
  'destruction.ended': kind('openings', 'A workspace was destroyed'),
  'unlock.refused': kind(
    'openings',
    ({ about }, { person }) =>
      `A workspace was not opened for ${person(about['staff'])}: ${refusalWords(about['code'])}`,
  ),
  'log.fork-accepted': kind('checks', 'A workspace’s log was taken up again from a damaged state'),
}

/** One sentence about an entry. A type that this version does not know is shown by its own name. */
export function entryWords(entry: Said & Pick<LogEntry, 'type'>, names: EntryNames): string {
  return entryKinds[entry.type]?.say(entry, names) ?? entry.type
}

export function familyOf(type: string): EntryFamily {
  return entryKinds[type]?.family ?? 'checks'
}

/** The types of entries that belong to a family. */
export function typesOf(family: EntryFamily): string[] {
  return Object.keys(entryKinds).filter((type) => familyOf(type) === family)
}

function documentIs(words: string): EntryKind['say'] {
  return ({ about }, { document }) => `${document(about['document'])} ${words}`
}

function outcomes(done: string, others: Readonly<Record<string, string>>): EntryKind['say'] {
  return ({ outcome }) => others[outcome] ?? done
}

function sizeOf(position: unknown): unknown {
  return typeof position === 'object' && position !== null && 'size' in position ? position.size : null
}

function entries(size: unknown): string {
  if (typeof size !== 'number') return 'no entries'
  return size === 1 ? '1 entry' : `${new Intl.NumberFormat().format(size)} entries`
}

const verdicts: Readonly<Record<string, string>> = {
  intact: 'intact',
  gone: 'the state in it is gone',
  'other-log': 'it is of another log',
  'not-signed-here': 'it was not signed here',
}

const tasks: Readonly<Record<string, string>> = {
  embed: 'Embedder',
  rerank: 'Reranker',
  generate: 'Writing model',
}

function taskWords(task: unknown): string {
  return tasks[word(task)] ?? 'Model'
}

const levels: Readonly<Record<string, string>> = {
  proof: 'hashes and structure alone',
  redacted: 'redacted',
  named: 'with names',
  full: 'with all words',
}

function levelWords(level: unknown): string {
  return levels[word(level)] ?? word(level)
}

const refusals: Readonly<Record<string, string>> = {
  'wrong-passphrase': 'wrong passphrase',
  'not-member': 'not a member here',
  'wrong-key': 'the key does not fit the file',
  'tampered-wrap': 'the sealed key was changed',
  'log-damaged': 'the log is not in order',
  'keychain-empty': 'the keychain holds no key for it',
  'keychain-missing': 'no keychain answered',
  'keychain-locked': 'the keychain was locked',
  damaged: 'the file is damaged',
  swapped: 'the file is another workspace’s',
  'newer-version': 'the file was written by a newer version',
}

function refusalWords(code: unknown): string {
  return refusals[word(code)] ?? word(code)
}

const acrossSettings: Readonly<Record<string, string>> = {
  never: 'never',
  ask: 'only with an owner’s consent',
  allow: 'with a reason',
}

const acrossCodes: Readonly<Record<string, string>> = {
  never: 'this client lets nobody',
  'not-confirmed': 'its owner did not confirm',
  'not-granted': 'no owner has consented',
  'rate-limited': 'too many looks',
  refused: 'no right to it',
  'home-open': 'the client was open in the window',
}

function acrossWords(code: unknown): string {
  return acrossCodes[word(code)] ?? refusalWords(code)
}

const areas: readonly [start: string, words: string][] = [
  ['document', 'no right to documents'],
  ['import', 'no right to bring documents in'],
  ['search', 'no right to search'],
  ['ask', 'no right to ask'],
  ['thread', 'no right to threads'],
  ['member', 'no right to manage people'],
  ['group', 'no right to manage groups'],
  ['folders', 'no right to say who reads documents'],
  ['access', 'no right to manage access'],
  ['log', 'no right to the log'],
  ['workspaces.backup', 'no right to a backup'],
  ['workspaces.restore', 'no right to go back to a backup'],
  ['workspaces.newRecoverySheet', 'no right to a recovery sheet'],
  ['grants', 'no right to operators’ requests'],
  ['openings', 'no right to grants of sealed values'],
  ['across', 'no right to look across clients'],
]

/** What a refused call was about, by the beginning of its name. */
function areaWords(method: unknown): string {
  const name = word(method)
  return areas.find(([start]) => name.startsWith(start))?.[1] ?? name
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : '?'
}
