import { addGroup } from '../access/add-group.ts'
import { addMember, groupNamed } from '../access/add-member.ts'
import { importGroups } from '../access/import-groups.ts'
import { ask } from '../answer/ask.ts'
import type { ImportedFile } from '../contract/workspace/imports.ts'
import { BulkheadError } from '../errors.ts'
import { importFiles } from '../ingest/import-files.ts'
import { passageReference } from '../search/passage-reference.ts'
import { search, weightsOf } from '../search/search.ts'
import type { CheckOptions } from '../workspace/check-workspace.ts'
import type { Handlers } from './serve.ts'
import type { Tools } from './tools.ts'

/** The code behind each method of the contract. Who may call it was decided before it runs. */
export function createHandlers(tools: Tools, anchor: () => CheckOptions): Handlers {
  let lastImport: ImportedFile[] = []
  return {
    'workspace.about': (_input, { scope }) => ({
      ...scope.about,
      member: scope.member,
      role: scope.role,
      groups: scope.reader.people
        .groups()
        .filter((group) => group.members.includes(scope.member))
        .map((group) => group.name),
      documents: scope.reader.documents.list().filter(({ status }) => status === 'ready').length,
    }),

    'members.list': (_input, { access }) => {
      const { people } = access.reader
      access.write((writer) =>
        writer.record({ type: 'people.listed', outcome: 'done', about: {}, sealed: {} }),
      )
      return {
        members: people.members().map(({ id, name, role }) => ({ id, name, role })),
        groups: people.groups(),
      }
    },

    'members.add': ({ member, name, role, publicKey, groups }, { access }) => {
      access.write((writer) => addMember(writer, { id: member, name, role, publicKey }, groups))
      return {}
    },

    'groups.add': ({ name, members }, { access }) => ({
      group: access.write((writer) => addGroup(writer, name, members)),
    }),

    'documents.import': async ({ paths, groups }, { access, scope, signal, emit }) => {
      const results = await importFiles({
        access,
        embedder: await tools.embedder(),
        extractor: tools.extractor(),
        paths,
        groups: importGroups(access.reader, scope.member, groups),
        signal,
        onProgress: (progress) => emit('import.progress', progress),
      })
      lastImport = results
      const ready = results.filter((file) => file.status === 'ready').length
      const counts = { files: results.length, ready, failed: results.length - ready }
      access.write((writer) =>
        writer.record({ type: 'import.ended', outcome: 'done', about: {}, sealed: counts }),
      )
      return counts
    },

    'documents.imported': (_input, { access }) => {
      access.write((writer) =>
        writer.record({
          type: 'documents.listed',
          outcome: 'done',
          about: {},
          sealed: { count: lastImport.length },
        }),
      )
      return { files: lastImport }
    },

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
      return { documents }
    },

    'documents.regroup': ({ document, groups }, { access }) => {
      access.write((writer) =>
        writer.documents.setGroups(
          document,
          groups.map((name) => groupNamed(writer, name)),
        ),
      )
      return {}
    },

    'documents.delete': ({ document }, { access }) => {
      access.write((writer) => writer.documents.delete(document))
      return {}
    },

    search: async ({ query, limit, mode }, { access, signal }) => {
      const { reader, write } = access
      const embedder = await tools.embedder()
      const hits = await search({ reader, embedder, query, limit, mode, signal })
      write((writer) =>
        writer.record({
          type: 'search',
          outcome: 'done',
          about: {},
          sealed: { query, mode, passages: hits.map(passageReference) },
          sources: [...new Set(hits.map((hit) => hit.document))],
        }),
      )
      return { hits, weights: weightsOf(embedder) }
    },

    ask: async ({ question }, { access, signal }) =>
      await ask({ access, embedder: await tools.embedder(), question, signal }),

    'log.list': ({ limit, before }, { access }) => {
      access.write((writer) => writer.record({ type: 'log.listed', outcome: 'done', about: {}, sealed: {} }))
      const { log } = access.reader
      const entries = log.latest(limit, before).map(({ v: _v, id: _id, state: _state, ...entry }) => entry)
      return { size: log.size(), entries }
    },

    'log.check': async (_input, { access, scope, signal }) => {
      const { findings, found } = await scope.check({ ...anchor(), signal })
      const [first] = findings
      access.write((writer) =>
        writer.record({
          type: 'log.checked',
          outcome: first ? 'failed' : 'done',
          about: { size: found.size },
          sealed: {},
        }),
      )
      if (first) throw new BulkheadError('log-damaged', first.sentence)
      return { size: found.size, root: Buffer.from(found.root).toString('hex') }
    },
  }
}
