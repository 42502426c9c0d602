import { Entry } from '../../audit/entry.ts'
import type { WrittenElsewhere } from '../../audit/certificate.ts'
import type { EventType } from '../../audit/event.ts'
import type { Written } from '../../contract/destruction.ts'
import type { WorkspaceId } from '../../ids.ts'
import type { Firm } from '../firm.ts'

/** Each is one sheet of paper that somebody may have: the first, a new one, and that of a new key. */
const sheets: readonly EventType[] = ['workspace.registered', 'workspace.sheet-made', 'rekey.ended']

/** What was written of a workspace where no destruction reaches, by the firm's log and what the workspace's own said. */
export function writtenElsewhere(
  firm: Firm,
  workspace: WorkspaceId,
  written: readonly Written[],
): WrittenElsewhere {
  const entries = firm.parts.connection
    .prepare<{ leaf: string }>(
      `SELECT leaf FROM entry WHERE json_extract(leaf, '$.about.workspace') = ? ORDER BY seq`,
    )
    .all(workspace)
    .map(({ leaf }) => Entry.parse(JSON.parse(leaf)))
    .filter(({ outcome }) => outcome === 'done')
  const timesOf = (...types: readonly string[]) =>
    entries.filter(({ type }) => types.includes(type)).map(({ at }) => at)
  const ofLog = (kind: Written['what']) => written.filter(({ what }) => what === kind).map(({ atMs }) => atMs)
  return {
    backups: timesOf('backup.made'),
    bundles: ofLog('bundle'),
    threads: ofLog('thread'),
    releases: timesOf('grant.given', 'grant.full-given'),
    sheets: timesOf(...sheets),
  }
}
