import { z } from 'zod'
import { FileIdentity, type InstalledModel, ModelEntry, type ModelTask } from '../../contract/model.ts'
import { BulkheadError } from '../../errors.ts'
import { ModelId } from '../../ids.ts'
import { modelSha256 } from '../../models/model-sha256.ts'
import type { Firm } from '../firm.ts'
import { actorOf } from '../actor-of.ts'

const Identities = z.array(FileIdentity)

interface Row {
  id: string
  sha256: string
  entry: string
  identities: string
}

/** The models that this installation has, in the order in which they came. */
export function installedModels(firm: Firm): InstalledModel[] {
  return firm.parts.connection
    .prepare<Row>('SELECT id, sha256, entry, identities FROM model ORDER BY installed_ms, id')
    .all()
    .map((row) => modelOf(firm, row))
}

/** @throws BulkheadError `not-found` */
export function installedModel(firm: Firm, id: ModelId): InstalledModel {
  const row = firm.parts.connection
    .prepare<Row>('SELECT id, sha256, entry, identities FROM model WHERE id = ?')
    .get(id)
  if (!row) throw new BulkheadError('not-found', 'There is no such model here.')
  return modelOf(firm, row)
}

export function isInstalled(firm: Firm, sha256: string): boolean {
  return firm.parts.connection.prepare<Row>('SELECT id FROM model WHERE sha256 = ?').get(sha256) !== undefined
}

/** Pins a model whose files lie in their folder and were hashed. @throws BulkheadError `already-exists` */
export function registerModel(
  firm: Firm,
  model: Pick<InstalledModel, 'id' | 'entry' | 'identities'>,
  origin: 'catalogue' | 'file',
): InstalledModel {
  const { connection, log, home } = firm.parts
  const { id, entry, identities } = model
  const sha256 = modelSha256(entry)
  if (isInstalled(firm, sha256)) throw alreadyInstalled(entry.task)
  log.record(
    {
      type: 'model.installed',
      actor: actorOf(firm.staff),
      outcome: 'done',
      about: { model: id, task: entry.task, origin },
      sealed: { model: { name: entry.name, sha256 } },
    },
    () => {
      connection
        .prepare('INSERT INTO model (id, sha256, entry, identities, installed_ms) VALUES (?, ?, ?, ?, ?)')
        .run(id, sha256, JSON.stringify(entry), JSON.stringify(identities), Date.now())
      connection.prepare('DELETE FROM model_download WHERE name = ?').run(entry.name)
    },
  )
  return { id, sha256, entry, identities, folder: home.modelFolder(id) }
}

export function unregisterModel(firm: Firm, id: ModelId): void {
  firm.parts.log.record(
    {
      type: 'model.removed',
      actor: actorOf(firm.staff),
      outcome: 'done',
      about: { model: id },
      sealed: {},
    },
    () => firm.parts.connection.prepare('DELETE FROM model WHERE id = ?').run(id),
  )
}

/** Notes that the files were hashed as they are now. */
export function keepIdentities(firm: Firm, id: ModelId, identities: readonly FileIdentity[]): void {
  const { connection } = firm.parts
  connection.transaction(() =>
    connection.prepare('UPDATE model SET identities = ? WHERE id = ?').run(JSON.stringify(identities), id),
  )
}

/** Names of the catalogue whose download was begun and is neither finished nor given up. */
export function begunDownloads(firm: Firm): { name: string; sha256: string }[] {
  return firm.parts.connection
    .prepare<{ name: string; sha256: string }>('SELECT name, sha256 FROM model_download ORDER BY name')
    .all()
}

/** Writes down, before a byte is fetched, that somebody asked for this download (N1). */
export function recordDownload(firm: Firm, entry: ModelEntry): void {
  const sha256 = modelSha256(entry)
  firm.parts.log.record(
    {
      type: 'model.download-began',
      actor: actorOf(firm.staff),
      outcome: 'done',
      about: {},
      sealed: { model: { name: entry.name, sha256 }, source: entry.source },
    },
    () =>
      firm.parts.connection
        .prepare('INSERT OR REPLACE INTO model_download (name, sha256) VALUES (?, ?)')
        .run(entry.name, sha256),
  )
}

export function forgetDownload(firm: Firm, name: string): void {
  const { connection } = firm.parts
  connection.transaction(() => connection.prepare('DELETE FROM model_download WHERE name = ?').run(name))
}

export function areDownloadsOff(firm: Firm): boolean {
  return (
    firm.parts.connection
      .prepare<{ since_ms: number }>('SELECT since_ms FROM downloads_off LIMIT 1')
      .get() !== undefined
  )
}

/** For good: there is no call that takes it back. */
export function switchDownloadsOff(firm: Firm): void {
  firm.parts.log.record(
    { type: 'model.downloads-off', actor: actorOf(firm.staff), outcome: 'done', about: {}, sealed: {} },
    () => {
      if (areDownloadsOff(firm)) return
      firm.parts.connection.prepare('INSERT INTO downloads_off (since_ms) VALUES (?)').run(Date.now())
    },
  )
}

const words: Record<ModelTask, string> = {
  embed: 'embedder',
  rerank: 'reranker',
  generate: 'model',
}

export function alreadyInstalled(task: ModelTask): BulkheadError {
  return new BulkheadError('already-exists', `This ${words[task]} is installed here already.`)
}

function modelOf(firm: Firm, row: Row): InstalledModel {
  const id = ModelId.parse(row.id)
  return {
    id,
    sha256: row.sha256,
    folder: firm.parts.home.modelFolder(id),
    entry: ModelEntry.parse(JSON.parse(row.entry)),
    identities: Identities.parse(JSON.parse(row.identities)),
  }
}
