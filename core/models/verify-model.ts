import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { FileIdentity, ModelFile } from '../contract/model.ts'
import { BulkheadError } from '../errors.ts'
import { identityOf, isSameIdentity } from './file-identity.ts'

/** What has to be known of a model to check it. */
export interface Pinned {
  name: string
  files: readonly ModelFile[]
}

/**
 * Compares every file of a model with its pinned hash, and gives each file's identity (M2). A file whose identity is the
 * one that it had when it was last hashed was not written since, and is not hashed again.
 *
 * @param known identities in the order of the files; left out, everything is hashed
 * @throws BulkheadError `model-missing` when a file is absent, `model-changed` when a byte differs
 */
export async function verifyModel(
  folder: string,
  { name, files }: Pinned,
  known: readonly FileIdentity[] = [],
): Promise<FileIdentity[]> {
  const identities: FileIdentity[] = []
  for (const [index, file] of files.entries()) {
    const path = join(folder, file.path)
    const identity = await identityOf(path)
    if (!identity)
      throw new BulkheadError(
        'model-missing',
        `A file of the model ${name} is not installed; install the model again.`,
      )
    const before = known[index]
    if (!before || !isSameIdentity(before, identity)) {
      // The size is compared first: it is free, and a download that was cut short is the usual case.
      if (identity.size !== String(file.sizeBytes) || (await sha256OfFile(path)) !== file.sha256)
        throw modelChanged(name)
    }
    identities.push(identity)
  }
  return identities
}

/**
 * Opens a model's files with a runtime, after they were checked, and looks once more afterwards: what was put in their
 * place between the two is closed again and refused (M2).
 *
 * @throws BulkheadError as `verifyModel` does, and what `open` throws
 */
export async function openVerified<Opened extends { close(): Promise<void> | void }>(
  model: { folder: string; entry: Pinned; identities?: readonly FileIdentity[] },
  open: () => Promise<Opened>,
): Promise<Opened> {
  const { folder, entry } = model
  const identities = await verifyModel(folder, entry, model.identities)
  const opened = await open()
  for (const [index, file] of entry.files.entries()) {
    const [before, now] = [identities[index], await identityOf(join(folder, file.path))]
    if (before && now && isSameIdentity(before, now)) continue
    await opened.close()
    throw modelChanged(entry.name)
  }
  return opened
}

/** Hex. */
export async function sha256OfFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, ...(signal && { signal }) }))
    hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}

function modelChanged(name: string): BulkheadError {
  return new BulkheadError(
    'model-changed',
    `A file of the model ${name} is not the one that was installed, so it was not opened. Remove the model and install it again.`,
  )
}
