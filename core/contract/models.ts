import { z } from 'zod'
import { ModelId } from '../ids.ts'
import { method } from './method.ts'
import { Fit, ModelTask, Pooling, Prefix } from './model.ts'
import { nothing } from './nothing.ts'

const signedIn = ['staff', 'operator'] as const

const described = {
  name: z.string(),
  task: ModelTask,
  licence: z.string(),
  languages: z.array(z.string()),
  sizeBytes: z.int(),
  /** About what it takes of the memory while it works. */
  memoryBytes: z.int(),
  fit: Fit,
}

/** A model that this installation has. */
const Installed = z.strictObject({
  id: ModelId,
  sha256: z.string(),
  ...described,
  /** Whether it was chosen from the catalogue or taken in from files. */
  origin: z.enum(['catalogue', 'file']),
  /** One sentence where its files are gone or not what they were: nothing opens it then. */
  problem: z.string().nullable(),
})
export type InstalledHere = z.infer<typeof Installed>

/** How a download stands. */
export const DownloadState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('running'), doneBytes: z.int(), bytesPerSecond: z.int().nullable() }),
  /** Everything is here and is being compared with its hash. */
  z.strictObject({ kind: z.literal('checking') }),
  /** By a person, by a lock, or by a failure, which the sentence then says. */
  z.strictObject({ kind: z.literal('paused'), doneBytes: z.int(), reason: z.string().nullable() }),
  /** Nothing of it was kept; the sentence says why. */
  z.strictObject({ kind: z.literal('failed'), reason: z.string() }),
])
export type DownloadState = z.infer<typeof DownloadState>

/** A model of the catalogue. */
const Offered = z.strictObject({
  ...described,
  about: z.string(),
  hashesFrom: z.string(),
  source: z.string(),
  sha256: z.string(),
  installed: z.boolean(),
  download: DownloadState.nullable(),
})
export type OfferedModel = z.infer<typeof Offered>

export const FirmModels = z.strictObject({
  installed: z.array(Installed),
  catalogue: z.array(Offered),
  /** Switched off for good in this installation. */
  downloadsOff: z.boolean(),
  memory: z.strictObject({ freeBytes: z.int(), totalBytes: z.int() }),
})
export type FirmModels = z.infer<typeof FirmModels>

/** What chosen files come to, before they are taken in. */
export const FoundModel = z.strictObject({
  ...described,
  licence: z.string().nullable(),
  /** Of an embedder; null for what its files do not say: a person has to. */
  embedder: z
    .strictObject({
      dimension: z.int(),
      maxTokens: z.int(),
      pooling: Pooling.nullable(),
      prefix: Prefix.nullable(),
    })
    .nullable(),
})
export type FoundModel = z.infer<typeof FoundModel>

/** Files and folders that the shell has offered to main: a person picked or named them. */
const paths = z.array(z.string().min(1)).min(1).max(64)
/** Of the catalogue. */
const catalogueName = z.strictObject({ name: z.string().min(1).max(64) })

/** The models of an installation. Nothing here returns client text. */
export const modelMethods = {
  'models.list': method({ input: nothing, output: FirmModels, policy: signedIn, entry: null }),
  /** Says how things are now and at each change, until it is cancelled. */
  'models.watch': method({ input: nothing, output: nothing, policy: signedIn, entry: null }),
  /**
   * Begins to download a model of the catalogue, or goes on with it. The one thing for which this app uses the network;
   * it answers as soon as the download runs, and `models.watch` says how it does.
   */
  'models.install': method({
    input: catalogueName,
    output: nothing,
    policy: signedIn,
    entry: 'model.download-began',
  }),
  /** Stops a download and keeps what there is. */
  'models.pause': method({ input: catalogueName, output: nothing, policy: signedIn, entry: null }),
  /** Stops a download and deletes what there is. */
  'models.discard': method({ input: catalogueName, output: nothing, policy: signedIn, entry: null }),
  /** Looks at files before they are taken in. */
  'models.inspect': method({
    input: z.strictObject({ paths }),
    output: FoundModel,
    policy: signedIn,
    entry: null,
  }),
  /** Copies files into the home, hashes and pins them. */
  'models.importFile': method({
    input: z.strictObject({
      paths,
      name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/),
      licence: z.string().trim().min(1).max(100),
      /** Of an embedder. */
      embedder: z.strictObject({ pooling: Pooling, prefix: Prefix }).nullable().default(null),
    }),
    output: z.strictObject({ id: ModelId }),
    policy: signedIn,
    entry: 'model.installed',
  }),
  'models.remove': method({
    input: z.strictObject({ id: ModelId }),
    output: nothing,
    policy: signedIn,
    entry: 'model.removed',
  }),
  /** For good: no call takes it back. Downloads that run are stopped. */
  'models.switchDownloadsOff': method({
    input: nothing,
    output: nothing,
    policy: signedIn,
    entry: 'model.downloads-off',
  }),
} as const

export const modelEvents = {
  'models.state': FirmModels,
  /** While files are taken in. */
  'models.copied': z.strictObject({ doneBytes: z.int(), totalBytes: z.int() }),
} as const
