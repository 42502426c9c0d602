import { z } from 'zod'
import { DocumentId } from '../../ids.ts'
import { Bytes } from '../bytes.ts'
import { method } from '../method.ts'
import { nothing } from '../nothing.ts'
import { Folder } from './folder.ts'
import { Told } from './told.ts'
import { owners, readers } from './who.ts'

export const DocumentSummary = z.strictObject({
  id: DocumentId,
  title: z.string(),
  /** Path, with slashes, below what was picked when it was brought in; empty where it came alone. */
  folder: z.string(),
  format: z.string().nullable(),
  status: z.enum(['waiting', 'ready', 'failed']),
  reason: z.string().nullable(),
  bytes: z.int(),
  addedMs: z.int(),
  /** Pages, where the format has them and they were read. */
  pages: z.int().nullable(),
  /** Names of the groups that can read it, those that the caller is in. */
  groups: z.array(z.string()),
})
export type DocumentSummary = z.infer<typeof DocumentSummary>

/** The most of a document that one call returns. */
export const mostBytes = 4 * 2 ** 20
export const mostCharacters = 40_000

export const documentMethods = {
  'documents.list': method({
    input: nothing,
    output: z.strictObject({
      documents: z.array(DocumentSummary),
      /** Folders with groups of their own, by path: what is imported into them takes these. Groups as with documents. */
      folders: z.array(z.strictObject({ folder: z.string(), groups: z.array(z.string()) })),
    }),
    policy: readers,
    entry: 'documents.listed',
  }),
  /** Opens the view of one document: what it is, and how long the text of each page is. */
  'documents.open': method({
    input: z.strictObject({ document: DocumentId }),
    output: z.strictObject({
      ...DocumentSummary.shape,
      /** In order; `number` is from 1, or null where the format has no pages; `characters` in UTF-16 code units. */
      texts: z.array(z.strictObject({ number: z.int().nullable(), characters: z.int() })),
    }),
    policy: readers,
    entry: 'document.opened',
  }),
  /** A piece of the text of one page. */
  'documents.text': method({
    input: z.strictObject({
      document: DocumentId,
      /** Index into `texts`. */
      index: z.int().min(0),
      /** UTF-16 code units; what lies outside of the text is left out. */
      start: z.int().min(0).default(0),
      end: z.int().min(0),
    }),
    output: z.strictObject({ text: z.string() }),
    policy: readers,
    entry: 'document.read',
  }),
  /** A piece of the original, at most `mostBytes` long. */
  'documents.bytes': method({
    input: z.strictObject({ document: DocumentId, start: z.int().min(0), end: z.int().min(0) }),
    output: z.strictObject({ bytes: Bytes }),
    policy: readers,
    entry: 'document.read',
  }),
  /** Gives documents to exactly these groups, by name. */
  'documents.regroup': method({
    input: z.strictObject({
      documents: z.array(DocumentId).min(1).max(10_000),
      groups: z.array(z.string()),
      told: Told,
    }),
    output: nothing,
    policy: owners,
    entry: 'document.regrouped',
  }),
  /**
   * The same for all documents of a folder and of the folders below it that the caller can read, and for what is
   * imported into it from now on.
   */
  'folders.regroup': method({
    input: z.strictObject({
      folder: Folder,
      groups: z.array(z.string()),
      told: Told,
    }),
    output: z.strictObject({ documents: z.int() }),
    policy: owners,
    entry: 'folder.regrouped',
  }),
  /**
   * Gives every document that nobody can read to these groups, by name, the caller's own or not: an owner decides who reads
   * what is lost to everybody, and learns no more of it than how many there are.
   */
  'documents.adopt': method({
    input: z.strictObject({ groups: z.array(z.string()).min(1) }),
    output: z.strictObject({ documents: z.int() }),
    policy: owners,
    entry: 'document.regrouped',
  }),
  'documents.delete': method({
    input: z.strictObject({ document: DocumentId }),
    output: nothing,
    policy: owners,
    entry: 'document.deleted',
  }),
} as const
