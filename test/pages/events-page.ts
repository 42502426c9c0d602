import { z } from 'zod'
import { events, type EventType } from '../../core/audit/event.ts'
import { type SealedClass, sealedClasses } from '../../core/audit/sealed-class.ts'

/** When each type of entry is written. A type without a word here does not compile. */
export const when: Readonly<Record<EventType, string>> = {
  'workspace.created': 'a workspace is made',
  'workspace.opened': 'somebody has unlocked it; with the length of the firm’s log by then',
  'workspace.closed': 'it is locked',
  'workspace.refused': 'at the next unlock, for each time that it did not open: copied from the firm’s log',
  'workspace.recovered': 'it was opened with its recovery key; whoever did is an owner now',
  'recovery.sheet-made': 'an owner makes a new recovery sheet',
  'workspace.backed-up': 'before the file is copied into a backup',
  'workspace.set-aside': 'a backup is about to take the place of this file, which is put aside',
  'workspace.destroying': 'an owner has decided that this workspace is destroyed',
  'workspace.restored':
    'a backup has taken the place of the file: its signed state, and the last that was signed',
  'member.added': 'a person becomes a member',
  'member.role-changed': 'a member gets another role',
  'member.left':
    'a member is removed, from every group too; with the version of the key that the file gets before it is opened again',
  'key.prepared': 'before a new key and a new recovery sheet are made for the removal of a member',
  'group.added': 'an access group is made',
  'group.renamed': 'an access group gets another name',
  'group.removed':
    'an access group is removed, and with it from every document and every shared thread that listed it',
  'group.joined': 'a member is put into a group',
  'group.left': 'a member is taken out of a group',
  'document.regrouped': 'the groups that may read a document change',
  'folder.regrouped':
    'the groups of a folder change, which what is imported into it takes; or an owner brings it in',
  'folder.emptied': 'the last document of a folder that had groups is removed',
  'folder.readers-shown': 'somebody asks who can read a folder',
  'document.added': 'the original of a document is kept',
  'document.imported': 'a document was read, split and indexed',
  'document.failed': 'a document could not be read and is set aside',
  'import.ended': 'an import has ended, was stopped or broke off',
  'import.discarded': 'files that waited are forgotten',
  'document.deleted': 'a document and all that derives from it is removed',
  'document.opened': 'the view of a document is opened',
  'document.read': 'a piece of a document is returned',
  'documents.listed': 'a list of documents is returned',
  'people.listed': 'the list of members and groups is returned',
  'document.readers-shown': 'somebody asks who can read a document, or could at a given time',
  'member.readable-shown': 'somebody asks what a member can read, or could at a given time',
  search: 'a search has returned passages',
  'answer.began': 'before the first word of an answer',
  'answer.ended':
    'an answer has ended, with the exact text that was shown; also where it was stopped or interrupted',
  'answer.searched': 'a language model asked for other passages, once, with its asker’s own reader',
  'answer.traced': 'how an answer was made was looked at',
  'model.selected': 'another model is chosen for this workspace; nothing is what comes with the app, or none',
  'index.switched':
    'every passage was read anew by another embedder, and searches go by its vectors from now on',
  'threads.listed': 'the list of one’s threads is returned',
  'thread.opened': 'a thread is shown again',
  'thread.renamed': 'a thread is named',
  'thread.deleted': 'a thread is removed; what the log holds of its answers stays',
  'thread.shared': 'whoever began a thread lets others read it: exactly these, from now on',
  'thread.unshared': 'whoever began a thread has it for themselves again',
  'thread.exported': 'a thread is written to a file, with the answers in it',
  'instructions.read': 'what is asked of every answer is shown',
  'instructions.changed': 'an owner changes what is asked of every answer',
  'prompts.listed': 'the list of saved questions is returned',
  'prompt.saved': 'a question is saved to ask it again',
  'prompt.deleted': 'a saved question is removed',
  'adapters.listed': 'the list of adapters is returned',
  'adapter.imported': 'an adapter is taken into this workspace, with what it is said to have been trained on',
  'adapter.refused': 'one is not, for what its statement says',
  'adapter.chosen': 'answers are written with an adapter from now on, or with none',
  'adapter.removed': 'an adapter is removed from this workspace',
  'log.listed': 'the log is read',
  'log.entry-opened': 'one entry is opened, with the values behind it',
  'log.checked': 'the log was recomputed on demand',
  'log.receipt-made': 'a signed state of the log is given out, to keep elsewhere',
  'log.receipt-checked': 'the log was held against such a state',
  'log.export-previewed': 'somebody looked at what the recipient of such an export could read',
  'log.export-began': 'before anything of an audit bundle is written',
  'log.exported':
    'what an audit bundle releases is written; or it failed or was stopped, and there is no bundle',
  'call.refused': 'somebody asked for what their role may not do',
  'call.failed': 'a request found no room on the disk',
  'log.lost': 'in the place of an entry that could not be read any more, when an owner goes on from damage',
  'log.continued': 'an owner goes on from a log that did not check, with what was found',
  'firm.created': 'the firm is set up',
  'staff.added': 'an account is made',
  'staff.signed-in': 'somebody has signed in',
  'staff.passphrase-changed': 'somebody has changed their own passphrase',
  'staff.passphrase-refused': 'somebody wanted to change it and did not know the old one',
  'staff.suspended': 'an account may not be used any more until it is restored',
  'staff.restored': 'a suspended account may be used again',
  'staff.removed': 'an account is removed, with its key',
  'settings.changed': 'the settings of the installation change',
  'model.download-began':
    'somebody has asked for a model to be downloaded, or to go on with it; before the network is used',
  'model.installed': 'a model was taken in, from the catalogue or from files, and pinned by its hashes',
  'model.removed': 'a model is removed',
  'model.downloads-off': 'downloading is switched off for good',
  'support.saved': 'a support bundle is saved: codes and ids, never text',
  'staff.sign-in-refused': 'a sign-in is refused',
  'workspace.registered': 'a workspace is entered in the register',
  'workspace.sheet-made': 'a new recovery sheet of a workspace is made',
  'workspace.sheet-confirmed': 'a recovery sheet was typed back: one before it opens nothing any more',
  'backup.made': 'a backup of a workspace was written',
  'backup.restored': 'a backup of a workspace has taken the place of its file',
  'wrap.added': 'a person gets a key to a workspace',
  'wrap.removed': 'the key of a person who was removed from a workspace is dropped',
  'rekey.began': 'a new key of a workspace was sealed to everybody who stays',
  'rekey.ended': 'the workspace has that key; or, stopped, the removal was never decided',
  'destruction.began':
    'an owner has a workspace destroyed: from here on nobody opens it, and what was begun goes on at the next sign-in',
  'destruction.ended':
    'nothing that was known of it was found any more: the last signed state of its log, and what was removed, by kind',
  'unlock.refused': 'a workspace did not open',
  'grant.asked':
    'an operator asks to look at a workspace’s log; in the firm’s log, and copied into the workspace’s at its next unlock',
  'grant.withdrawn': 'an operator takes that back; copied likewise',
  'grant.refused': 'an owner refuses it; in both logs',
  'grant.given':
    'an owner releases the log, redacted: before the bundle is made, again as failed where it could not be; in both logs',
  'grant.full-given': 'an owner releases the words too, which is a second approval; in both logs',
  'grant.looked':
    'an operator looks at what was released, or is refused; in the firm’s log, and copied into the workspace’s at its next unlock',
  'grant.revoked': 'an owner takes a grant back; in both logs',
  'grant.expired':
    'the time of a grant is over, once the app notices; in the firm’s log, and copied into the workspace’s',
  'openings.asked': 'an auditor asks to see sealed values of some entries',
  'openings.granted': 'an owner opens those that they can read themselves',
  'openings.refused': 'an owner refuses it',
  'openings.revoked': 'an owner takes it back',
  'openings.expired': 'its time is over, once somebody looks',
  'across.began': 'a person begins a look across workspaces',
  'across.refused':
    'a look, or its part in one workspace, is refused; in the firm’s log, copied into the workspace’s, and in its own where it was the one that refused',
  'across.searched': 'a workspace was searched in a look across workspaces',
  'across.asked': 'a member’s look was refused for want of consent: they ask for it by that',
  'across.granted': 'an owner consents to one look of a member’s',
  'across.declined': 'an owner does not',
  'across.set': 'an owner sets whether the workspace may be looked at across workspaces',
  'log.fork-accepted': 'main signs a log that goes on from damage',
}

/** Types of the firm's own log; all others are a workspace's. */
const firmTypes: ReadonlySet<string> = new Set<EventType>([
  'firm.created',
  'staff.added',
  'staff.signed-in',
  'staff.passphrase-changed',
  'staff.passphrase-refused',
  'staff.suspended',
  'staff.restored',
  'staff.removed',
  'settings.changed',
  'model.download-began',
  'model.installed',
  'model.removed',
  'model.downloads-off',
  'support.saved',
  'staff.sign-in-refused',
  'workspace.registered',
  'workspace.sheet-made',
  'workspace.sheet-confirmed',
  'backup.made',
  'backup.restored',
  'wrap.added',
  'wrap.removed',
  'rekey.began',
  'rekey.ended',
  'destruction.began',
  'destruction.ended',
  'unlock.refused',
  'log.fork-accepted',
])

const classWords: Readonly<Record<SealedClass, string>> = { model: 'model', name: 'name', words: 'words' }

/** `docs/audit-events.md`, from the catalogue of the log. */
export function eventsPage(): string {
  const types = Object.keys(events) as EventType[]
  return `# Audit events

Every type of entry that a log can hold, from the catalogue in \`core/audit/event.ts\`. This page is made by
\`npm run pages\` and held true by a test.

What stands in the plain is random ids, roles, sizes of the log itself and words of the app. Everything that derives from client
text or from names is sealed: a salted commitment in the entry, the value beside the log as long as its document is there. The class of
a sealed field says from which level of an [audit bundle](audit-bundle.md) on it is released: **model** from redacted, **name** from
named, **words** from full.

Each entry also has a sequence number, a time, a random id, who acted and in which role, and how it came out: done, refused, failed, stopped
or interrupted. Entries that change members or groups carry \`state\`, the hash of all of them afterwards.

## Of a workspace

${table(types.filter((type) => !firmTypes.has(type)))}

## Of the firm

Ids only: the firm’s log names no client.

${table(types.filter((type) => firmTypes.has(type)))}
`
}

function table(types: readonly EventType[]): string {
  const rows = types.map((type) => {
    const { about, sealed } = events[type]
    const classes: Readonly<Record<string, SealedClass>> = sealedClasses[type]
    return [
      `\`${type}\``,
      when[type],
      fields(about.shape, () => ''),
      fields(sealed.shape, (field) => ` **${classWords[classes[field] ?? 'words']}**`),
    ]
  })
  return [['type', 'when', 'in the plain', 'sealed'], ['---', '---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

function fields(shape: Readonly<Record<string, z.core.$ZodType>>, more: (field: string) => string): string {
  return Object.entries(shape)
    .map(([field, schema]) => `\`${field}\`${more(field)}: ${words(z.toJSONSchema(schema) as Schema)}`)
    .join('<br>')
}

interface Schema {
  type?: string
  pattern?: string
  const?: string
  enum?: readonly string[]
  items?: Schema
  anyOf?: readonly Schema[]
  properties?: Readonly<Record<string, Schema>>
}

/** What a value is, for a person. */
function words({ type, pattern, const: only, enum: choices, items, anyOf, properties }: Schema): string {
  if (anyOf) return anyOf.map((one) => words(one)).join(' or ')
  if (only !== undefined) return only
  if (choices) return choices.join(', ')
  if (items) return `list of ${words(items)}`
  if (properties)
    return Object.entries(properties)
      .map(([name, one]) => `${name} (${words(one)})`)
      .join(', ')
  if (type === 'string') return pattern === undefined ? 'text' : 'id'
  if (type === 'integer') return 'number'
  if (type === 'boolean') return 'yes or no'
  return type === 'null' ? 'nothing' : 'value'
}
