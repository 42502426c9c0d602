import { z } from 'zod'
import { DocumentId } from '../../ids.ts'
import { method } from '../method.ts'
import { nothing } from '../nothing.ts'
import { readers } from './who.ts'

export const ImportedFile = z.strictObject({
  /** As it was given, or found below a folder that was given. */
  path: z.string(),
  status: z.enum(['ready', 'failed']),
  reason: z.string().nullable(),
  document: DocumentId.nullable(),
})
export type ImportedFile = z.infer<typeof ImportedFile>

const ImportCounts = z.strictObject({ files: z.int(), ready: z.int(), failed: z.int() })

/**
 * Bringing files in. A file is read only where main has offered it to this process: what a person picked, dropped, or
 * named on the command line. Files that wait survive a stop, a lock and a crash, each member's for that member alone.
 */
export const importMethods = {
  'documents.import': method({
    input: z.strictObject({
      /** Files and folders; offered by main before. */
      paths: z.array(z.string().min(1)).min(1),
      /**
       * Names of groups; the caller must be in each. Null: what goes into a folder that has groups takes these, as far as
       * the caller is in them, and everything else is for everyone.
       */
      groups: z.array(z.string()).min(1).nullable().default(null),
      /** A folder that was picked, where `paths` are the files in it: they keep their place below it. */
      picked: z.string().min(1).nullable().default(null),
    }),
    output: ImportCounts,
    policy: readers,
    entry: 'import.ended',
  }),
  /** Goes on with the files that an import of this member's left waiting, wherever it stopped. */
  'imports.resume': method({ input: nothing, output: ImportCounts, policy: readers, entry: 'import.ended' }),
  'imports.waiting': method({
    input: nothing,
    /** Names of the files, in order. */
    output: z.strictObject({ files: z.array(z.string()) }),
    policy: readers,
    entry: 'documents.listed',
  }),
  /** Forgets the files that wait; what was imported stays. */
  'imports.discard': method({ input: nothing, output: nothing, policy: readers, entry: 'import.discarded' }),
  'documents.imported': method({
    input: nothing,
    output: z.strictObject({ files: z.array(ImportedFile) }),
    policy: readers,
    entry: 'documents.listed',
  }),
  /** Reads a document that was set aside once more, from the original that was kept. */
  'documents.retry': method({
    input: z.strictObject({ document: DocumentId }),
    output: z.strictObject({ status: z.enum(['ready', 'failed']), reason: z.string().nullable() }),
    policy: readers,
    entry: 'import.ended',
  }),
} as const

/** What is said while files are brought in, to the caller whose request it is. */
export const importEvents = {
  /** First: the files, in order, by the path below what was picked; a path of the machine is not told. */
  'import.files': z.strictObject({ files: z.array(z.string()) }),
  /** How one of them is doing; `index` counts in that list. */
  'import.file': z.strictObject({
    index: z.int().min(0),
    stage: z.enum(['reading', 'embedding', 'ready', 'failed']),
    /** A sentence, where it failed. */
    reason: z.string().nullable(),
    document: DocumentId.nullable(),
  }),
} as const
