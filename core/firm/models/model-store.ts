import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, mkdir, open, readdir, rename, rm, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { InstalledModel, ModelEntry, ModelFile } from '../../contract/model.ts'
import { storageError } from '../../database/storage-error.ts'
import { BulkheadError } from '../../errors.ts'
import { ModelId, newId } from '../../ids.ts'
import { identityOf } from '../../models/file-identity.ts'
import { modelSha256 } from '../../models/model-sha256.ts'
import { verifyModel } from '../../models/verify-model.ts'
import type { Firm } from '../firm.ts'
import {
  alreadyInstalled,
  begunDownloads,
  installedModel,
  installedModels,
  isInstalled,
  keepIdentities,
  registerModel,
  unregisterModel,
} from './model-register.ts'

/** Left free beside a model, so that the databases can go on. */
const spareBytes = 64 << 20

/** A model that is to be taken in from files; everything of its entry but what copying finds out. */
export interface NewModel {
  files: readonly { from: string; path: string; sizeBytes: number }[]
  /** Makes the entry once the files' hashes are known. */
  entry(files: ModelFile[]): ModelEntry
}

interface Copying {
  onProgress(doneBytes: number, totalBytes: number): void
  signal: AbortSignal
}

/**
 * Copies a model's files into the home, hashes them on the way and pins them.
 *
 * @throws BulkheadError `disk-full`, `already-exists`, `cancelled`, `not-writable`
 */
export async function importModel(firm: Firm, model: NewModel, copying: Copying): Promise<InstalledModel> {
  const { home } = firm.parts
  const id = newId(ModelId)
  const folder = home.modelFolder(id)
  const fresh = `${folder}.import`
  try {
    const totalBytes = model.files.reduce((sum, file) => sum + file.sizeBytes, 0)
    await mkdir(home.modelsFolder, { recursive: true, mode: 0o700 })
    await requireSpace(home.modelsFolder, totalBytes)
    let doneBytes = 0
    const files: ModelFile[] = []
    for (const file of model.files) {
      const copied = await copyHashed(file.from, join(fresh, file.path), copying.signal, (bytes) => {
        doneBytes += bytes
        copying.onProgress(doneBytes, totalBytes)
      })
      files.push({ path: file.path, ...copied })
    }
    const entry = model.entry(files)
    if (isInstalled(firm, modelSha256(entry))) throw alreadyInstalled(entry.task)
    return await settleModel(firm, { id, entry, fresh, origin: 'file' })
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    if (copying.signal.aborted) throw new BulkheadError('cancelled', 'Stopped. Nothing was taken in.')
    throw storageError(error)
  }
}

/** Gives hashed files their place and pins them. @throws BulkheadError `already-exists` */
export async function settleModel(
  firm: Firm,
  model: { id: ModelId; entry: ModelEntry; fresh: string; origin: 'catalogue' | 'file' },
): Promise<InstalledModel> {
  const { id, entry, fresh, origin } = model
  const folder = firm.parts.home.modelFolder(id)
  for (const { path } of entry.files) await chmod(join(fresh, path), 0o400)
  await rename(fresh, folder)
  try {
    const identities = await Promise.all(
      entry.files.map(async ({ path }) => {
        const identity = await identityOf(join(folder, path))
        if (!identity) throw new BulkheadError('internal', 'A file of the model went while it was installed.')
        return identity
      }),
    )
    return registerModel(firm, { id, entry, identities }, origin)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/** Forgets a model, then deletes its files. Workspaces that chose it say that it is gone. */
export async function removeModel(firm: Firm, id: ModelId): Promise<void> {
  const { folder } = installedModel(firm, id)
  unregisterModel(firm, id)
  await rm(folder, { recursive: true, force: true }).catch((error: unknown) => {
    throw storageError(error)
  })
}

/**
 * Hashes what changed its identity since it was hashed last, and notes what is still the same: a home that was moved or
 * restored. Gives the ids of the models that are not what they were pinned as.
 */
export async function checkModels(firm: Firm): Promise<Map<ModelId, 'model-missing' | 'model-changed'>> {
  const broken = new Map<ModelId, 'model-missing' | 'model-changed'>()
  for (const { id, folder, entry, identities } of installedModels(firm)) {
    try {
      const now = await verifyModel(folder, entry, identities)
      if (JSON.stringify(now) !== JSON.stringify(identities)) keepIdentities(firm, id, now)
    } catch (error) {
      if (!(error instanceof BulkheadError)) throw error
      if (error.code !== 'model-missing' && error.code !== 'model-changed') throw error
      broken.set(id, error.code)
    }
  }
  return broken
}

/** Deletes what a crash left behind: copies that were never pinned, and downloads that nobody goes on with. */
export async function tidyModels(firm: Firm): Promise<void> {
  const { home } = firm.parts
  const known = new Set<string>(installedModels(firm).map(({ id }) => id))
  const begun = new Set(begunDownloads(firm).map(({ name }) => `${name}.download`))
  for (const name of await readdir(home.modelsFolder).catch(() => []))
    if (!known.has(name) && !begun.has(name))
      await rm(join(home.modelsFolder, name), { recursive: true, force: true })
}

/** @throws BulkheadError `disk-full`, before a byte is written */
export async function requireSpace(folder: string, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const missing = neededBytes + spareBytes - bavail * bsize
  if (missing > 0)
    throw new BulkheadError(
      'disk-full',
      `There is not enough room on the disk: ${Math.ceil(missing / 1_000_000).toLocaleString('en')} MB more are needed. Free some space and try again.`,
    )
}

async function copyHashed(
  from: string,
  to: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<{ sizeBytes: number; sha256: string }> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  const hash = createHash('sha256')
  let sizeBytes = 0
  const target = await open(to, 'wx', 0o600)
  try {
    for await (const chunk of createReadStream(from, { highWaterMark: 1 << 20, signal })) {
      const bytes = chunk as Uint8Array
      hash.update(bytes)
      await target.writeFile(bytes)
      sizeBytes += bytes.length
      onBytes(bytes.length)
    }
    await target.sync()
  } finally {
    await target.close()
  }
  return { sizeBytes, sha256: hash.digest('hex') }
}
