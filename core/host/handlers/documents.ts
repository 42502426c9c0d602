import { groupNamed } from '../../access/add-member.ts'
import { adopt } from '../../access/adopt.ts'
import { regroup, regroupFolder } from '../../access/regroup.ts'
import { type documentMethods, mostBytes, mostCharacters } from '../../contract/workspace/documents.ts'
import { BulkheadError } from '../../errors.ts'
import type { DocumentId, GroupId } from '../../ids.ts'
import type { HandlersOf } from '../../process/serve-contract.ts'
import type { Access } from '../../workspace/access.ts'
import type { Writer } from '../../workspace/writer.ts'
import type { Call } from '../serve.ts'

export const documentHandlers: HandlersOf<typeof documentMethods, Call> = {
  'documents.list': (_input, { access }) => {
    const documents = access.reader.documents.list()
    access.write((writer) =>
      writer.record({
        type: 'documents.listed',
        outcome: 'done',
        about: {},
        sealed: { count: documents.length },
      }),
    )
    return { documents, folders: access.reader.folders.list() }
  },

  'documents.open': ({ document }, { access }) => {
    const { documents } = access.reader
    const summary = documents.get(document)
    access.write((writer) =>
      writer.record({ type: 'document.opened', outcome: 'done', about: { document }, sealed: {} }),
    )
    return { ...summary, texts: documents.lengths(document) }
  },

  'documents.text': ({ document, index, start, end }, { access }) => {
    if (end - start > mostCharacters) throw tooMuch(`${mostCharacters.toLocaleString('en')} characters`)
    const text = access.reader.documents.text(document, index).slice(start, end)
    recordRead(access, document, { of: 'text', index, start, end: start + text.length })
    return { text }
  },

  'documents.bytes': ({ document, start, end }, { access }) => {
    if (end - start > mostBytes) throw tooMuch(`${mostBytes / 2 ** 20} MB`)
    const bytes = access.reader.documents.piece(document, start, end)
    recordRead(access, document, { of: 'original', index: null, start, end: start + bytes.length })
    return { bytes }
  },

  'documents.regroup': ({ documents, groups, told }, { access }) => {
    access.write((writer) => regroup(writer, documents, named(writer, groups), told))
    return {}
  },

  'folders.regroup': ({ folder, groups, told }, { access }) => ({
    documents: access.write((writer) => regroupFolder(writer, folder, named(writer, groups), told)),
  }),

  'documents.adopt': ({ groups }, { access }) => ({
    documents: access.write((writer) => adopt(writer, named(writer, groups))),
  }),

  'documents.delete': ({ document }, { access }) => {
    access.write((writer) => writer.documents.delete(document))
    return {}
  },
}

function named(writer: Writer, groups: readonly string[]): GroupId[] {
  return groups.map((name) => groupNamed(writer, name))
}

function recordRead(
  { write }: Access,
  document: DocumentId,
  piece: { of: 'text' | 'original'; index: number | null; start: number; end: number },
): void {
  write((writer) =>
    writer.record({
      type: 'document.read',
      outcome: 'done',
      about: { document },
      sealed: { piece },
      sources: [document],
    }),
  )
}

function tooMuch(most: string): BulkheadError {
  return new BulkheadError(
    'bad-input',
    `At most ${most} of a document can be read at a time. Read it in pieces.`,
  )
}
