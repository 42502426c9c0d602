import type { IconName } from '../../ui/icon.tsx'
import type { LogEntry } from '../log.ts'
import { type EntryFamily, familyOf } from './entry-words.ts'

const families: Readonly<Record<EntryFamily, IconName>> = {
  answers: 'thread',
  documents: 'documents',
  people: 'people',
  openings: 'unlock',
  checks: 'audit',
}

const types: Readonly<Record<string, IconName>> = {
  'workspace.closed': 'lock',
  'workspace.recovered': 'key',
  'workspace.backed-up': 'disk',
  'workspace.set-aside': 'disk',
  'workspace.restored': 'disk',
  'recovery.sheet-made': 'key',
  'workspace.sheet-made': 'key',
  'workspace.sheet-confirmed': 'key',
  'wrap.added': 'key',
  'wrap.removed': 'key',
  'member.left': 'key',
  'key.prepared': 'key',
  'rekey.began': 'key',
  'rekey.ended': 'key',
  'workspace.destroying': 'trash',
  'destruction.began': 'trash',
  'destruction.ended': 'trash',
  search: 'search',
  'document.opened': 'eye',
  'document.read': 'eye',
  'document.deleted': 'trash',
  'thread.deleted': 'trash',
  'log.checked': 'proof',
  'log.lost': 'warning',
  'log.continued': 'warning',
}

/** By what happened; what was refused or failed looks the same everywhere. */
export function entryIcon({ type, outcome }: Pick<LogEntry, 'type' | 'outcome'>): IconName {
  return isBad(outcome) ? 'set-aside' : (types[type] ?? families[familyOf(type)])
}

export function isBad(outcome: string): boolean {
  return outcome === 'refused' || outcome === 'failed'
}
