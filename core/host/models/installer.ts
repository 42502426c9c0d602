import { existsSync, statSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ModelEntry, ModelFile } from '../../contract/model.ts'
import type { DownloadState } from '../../contract/models.ts'
import { storageError } from '../../database/storage-error.ts'
import { BulkheadError } from '../../errors.ts'
import type { Firm } from '../../firm/firm.ts'
import {
  alreadyInstalled,
  areDownloadsOff,
  begunDownloads,
  forgetDownload,
  isInstalled,
  recordDownload,
} from '../../firm/models/model-register.ts'
import { requireSpace, settleModel } from '../../firm/models/model-store.ts'
import { ModelId, newId } from '../../ids.ts'
import { DownloadFailure } from '../../install/download-failure.ts'
import type { GetOptions, Piece } from '../../install/https-get.ts'
import { downloads, type Offer } from '../../models/catalogue.ts'
import { modelSha256 } from '../../models/model-sha256.ts'
import { sha256OfFile } from '../../models/verify-model.ts'

/** Gets a file or the rest of it. */
export type Get = (from: URL, options: GetOptions) => Promise<Piece>

export interface InstallerOptions {
  /** Another way to the server than the product's; only a test has one. */
  get?: Get
  offers?: () => Offer[]
  /** Without a byte for so long, a connection counts as broken. */
  idleMs?: number
  /** How long to wait before each new attempt after a connection broke; progress starts the count anew. */
  retryMs?: readonly number[]
}

/** How often those who watch are told how far a download is. */
const saidEveryMs = 200

interface Running {
  readonly stop: AbortController
  readonly work: Promise<void>
  state: DownloadState
}

/** The network code is loaded when a person has asked for a download, and not before (N1). */
const productGet: Get = async (from, options) => {
  const { httpsGet } = await import('../../install/https-get.ts')
  return await httpsGet(from, options)
}

/**
 * Downloads models of the catalogue into the home. Each file is fetched into a name ending in `.part`, goes on where it
 * stopped, and gets its own name only when its length and hash are those that are pinned. What was begun stands in firm.db
 * and on the disk, so a restart loses nothing; it goes on when a person says so.
 */
export class Installer {
  readonly #get: Get
  readonly #offers: () => Offer[]
  readonly #idleMs: number
  readonly #retryMs: readonly number[]
  readonly #running = new Map<string, Running>()
  readonly #ended = new Map<string, DownloadState>()
  readonly #listeners = new Set<() => void>()
  readonly #installedListeners = new Set<() => void>()

  constructor({
    get = productGet,
    offers = downloads,
    idleMs = 60_000,
    retryMs = [1_000, 4_000, 15_000],
  }: InstallerOptions = {}) {
    this.#get = get
    this.#offers = offers
    this.#idleMs = idleMs
    this.#retryMs = retryMs
  }

  get offers(): Offer[] {
    return this.#offers()
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener)
  }

  onInstalled(listener: () => void): void {
    this.#installedListeners.add(listener)
  }

  /** How a download of the catalogue stands; null where none was begun. */
  stateOf(firm: Firm, name: string): DownloadState | null {
    const known = this.#running.get(name)?.state ?? this.#ended.get(name)
    if (known) return known
    const model = this.#begun(firm, name)
    return model && { kind: 'paused', doneBytes: doneBytes(firm, model), reason: null }
  }

  /**
   * Begins a download, or goes on with one; resolves as soon as it runs.
   *
   * @throws BulkheadError `refused` where downloading is off, `not-found`, `already-exists`, `disk-full`
   */
  async install(firm: Firm, name: string): Promise<void> {
    if (areDownloadsOff(firm))
      throw new BulkheadError(
        'refused',
        'Downloading is switched off for good in this installation. Take the model in from a file instead.',
      )
    const offer = this.#offer(name)
    const { model } = offer
    if (isInstalled(firm, modelSha256(model))) throw alreadyInstalled(model.task)
    if (this.#running.has(name))
      throw new BulkheadError('already-exists', 'This model is being downloaded already.')
    const { home } = firm.parts
    const stop = new AbortController()
    const started = Promise.withResolvers<void>()
    // Taken before the first wait, so that two clicks are one download.
    const running: Running = {
      stop,
      state: { kind: 'running', doneBytes: 0, bytesPerSecond: null },
      work: started.promise.then(async () => await this.#run(firm, offer, stop.signal)),
    }
    this.#running.set(name, running)
    this.#ended.delete(name)
    try {
      await mkdir(home.downloadFolder(name), { recursive: true, mode: 0o700 })
      const done = doneBytes(firm, model)
      running.state = { kind: 'running', doneBytes: done, bytesPerSecond: null }
      await requireSpace(home.modelsFolder, model.sizeBytes - done)
      recordDownload(firm, model)
    } catch (error) {
      this.#running.delete(name)
      throw storageError(error)
    }
    started.resolve()
    this.#changed()
  }

  /** Stops a download and keeps what there is. */
  async pause(name: string): Promise<void> {
    const running = this.#running.get(name)
    running?.stop.abort()
    await running?.work
  }

  /** Stops a download and deletes what there is. */
  async discard(firm: Firm, name: string): Promise<void> {
    await this.pause(name)
    await this.#forget(firm, this.#offer(name).model)
    this.#ended.delete(name)
    this.#changed()
  }

  /** Stops everything, and waits until it has stopped. */
  async stop(): Promise<void> {
    await Promise.all([...this.#running.keys()].map(async (name) => await this.pause(name)))
  }

  /** Forgets how the downloads stood: somebody else may sign in next. */
  forgetStates(): void {
    this.#ended.clear()
  }

  async #run(firm: Firm, offer: Offer, signal: AbortSignal): Promise<void> {
    const { model } = offer
    const ended = (state: DownloadState | null) => {
      this.#running.delete(model.name)
      if (state) this.#ended.set(model.name, state)
      this.#changed()
    }
    try {
      await this.#fetch(firm, offer, signal)
      const fresh = firm.parts.home.downloadFolder(model.name)
      await settleModel(firm, { id: newId(ModelId), entry: model, fresh, origin: 'catalogue' })
      ended(null)
      for (const installed of this.#installedListeners) installed()
    } catch (error) {
      if (error instanceof DownloadFailure && !error.keep && !signal.aborted) {
        await this.#forget(firm, model)
        return ended({ kind: 'failed', reason: error.message })
      }
      const reason = signal.aborted ? null : sentenceOf(storageError(error))
      ended({ kind: 'paused', doneBytes: doneBytes(firm, model), reason })
    }
  }

  async #fetch(firm: Firm, offer: Offer, signal: AbortSignal): Promise<void> {
    const { model } = offer
    const folder = firm.parts.home.downloadFolder(model.name)
    const speed = new Speed()
    let timer: NodeJS.Timeout | undefined
    const say = () => {
      timer = undefined
      const done = doneBytes(firm, model)
      this.#become(model.name, { kind: 'running', doneBytes: done, bytesPerSecond: speed.at(done) })
    }
    const onBytes = () => (timer ??= setTimeout(say, saidEveryMs))
    for (const file of model.files) {
      const path = join(folder, file.path)
      const part = `${path}.part`
      // What an earlier run has finished is looked at again: it lay here in between.
      if (existsSync(path)) await rename(path, part)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await this.#fetchFile(offer, file, part, signal, onBytes).finally(() => clearTimeout(timer))
      timer = undefined
      this.#become(model.name, { kind: 'checking' })
      if ((await sha256OfFile(part, signal)) !== file.sha256)
        throw new DownloadFailure(
          'What the server sent is not the model that the catalogue means: its hash is another. It was deleted and is not used.',
          { keep: false },
        )
      await rename(part, path)
    }
  }

  /** Fetches until everything is there, over as many connections as it takes. */
  async #fetchFile(
    offer: Offer,
    file: ModelFile,
    part: string,
    signal: AbortSignal,
    onBytes: () => void,
  ): Promise<void> {
    for (let failures = 0, before = -1; ;) {
      const from = sizeOf(part)
      if (from === file.sizeBytes) return
      if (from > file.sizeBytes) await rm(part)
      if (from > before) failures = 0
      before = from
      try {
        await this.#fetchPiece(offer, file, part, signal, onBytes)
      } catch (error) {
        if (signal.aborted || !(error instanceof DownloadFailure) || !error.keep) throw error
        const delayMs = this.#retryMs[failures]
        failures += 1
        if (delayMs === undefined) throw error
        await wait(delayMs, undefined, { signal })
      }
    }
  }

  async #fetchPiece(
    { model, hosts }: Offer,
    file: ModelFile,
    part: string,
    signal: AbortSignal,
    onBytes: () => void,
  ): Promise<void> {
    const url = new URL(file.path, model.source)
    const piece = await this.#get(url, { fromByte: sizeOf(part), hosts, idleMs: this.#idleMs, signal })
    if (piece.totalBytes !== null && piece.totalBytes !== file.sizeBytes) throw wrongLength()
    const target = await open(part, piece.continues ? 'a' : 'w', 0o600)
    try {
      let length = piece.continues ? (await target.stat()).size : 0
      for await (const chunk of piece.body) {
        length += chunk.length
        if (length > file.sizeBytes) throw wrongLength()
        await target.writeFile(chunk)
        onBytes()
      }
      await target.sync()
      if (length < file.sizeBytes)
        throw new DownloadFailure(
          'The connection ended before everything was here. What is here is kept; go on to get the rest.',
          { keep: true },
        )
    } finally {
      await target.close()
    }
  }

  async #forget(firm: Firm, model: ModelEntry): Promise<void> {
    await rm(firm.parts.home.downloadFolder(model.name), { recursive: true, force: true })
    forgetDownload(firm, model.name)
  }

  #begun(firm: Firm, name: string): ModelEntry | null {
    const begun = begunDownloads(firm).find((one) => one.name === name)
    const model = this.#offers().find((offer) => offer.model.name === name)?.model
    // The catalogue of a newer version may mean other bytes by that name.
    return begun && model && modelSha256(model) === begun.sha256 ? model : null
  }

  #offer(name: string): Offer {
    const offer = this.#offers().find(({ model }) => model.name === name)
    if (!offer) throw new BulkheadError('not-found', 'There is no such model in the catalogue.')
    return offer
  }

  #become(name: string, state: DownloadState): void {
    const running = this.#running.get(name)
    if (running) running.state = state
    this.#changed()
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }
}

/** Bytes a second over the last moments. */
class Speed {
  #samples: { atMs: number; bytes: number }[] = []

  at(bytes: number): number | null {
    const atMs = performance.now()
    this.#samples = [...this.#samples.filter((sample) => atMs - sample.atMs < 5_000), { atMs, bytes }]
    const [first] = this.#samples
    if (!first || atMs - first.atMs < 500) return null
    return Math.max(0, Math.round(((bytes - first.bytes) * 1_000) / (atMs - first.atMs)))
  }
}

/** Of a model's files, finished or not. */
function doneBytes(firm: Firm, model: ModelEntry): number {
  const folder = firm.parts.home.downloadFolder(model.name)
  return model.files.reduce((sum, { path }) => {
    const at = join(folder, path)
    return sum + sizeOf(at) + sizeOf(`${at}.part`)
  }, 0)
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

function wrongLength(): DownloadFailure {
  return new DownloadFailure(
    'What the server sends has another length than the model that the catalogue means. It was deleted and is not used.',
    { keep: false },
  )
}

function sentenceOf(error: unknown): string {
  if (error instanceof DownloadFailure || error instanceof BulkheadError) return error.message
  return 'Something went wrong inside Bulkhead while it downloaded. What is here is kept.'
}
