import { posix } from 'node:path'
import { importGroups } from '../../access/import-groups.ts'
import type { ImportedFile, importMethods } from '../../contract/workspace/imports.ts'
import { BulkheadError } from '../../errors.ts'
import { discardWaiting } from '../../ingest/discard-waiting.ts'
import { findFiles, type FoundFile } from '../../ingest/find-files.ts'
import type { Import, Reading } from '../../ingest/import.ts'
import { importFiles, resumeImport } from '../../ingest/import-files.ts'
import { ImportQueue } from '../../ingest/import-queue.ts'
import { readDocument } from '../../ingest/read-document.ts'
import { setAsideKind } from '../../ingest/set-aside-kind.ts'
import type { HandlersOf } from '../../process/serve-contract.ts'
import type { Access } from '../../workspace/access.ts'
import { everyoneName } from '../../workspace/create-workspace.ts'
import type { Call } from '../serve.ts'
import type { Tools } from '../tools.ts'

type Counts = { files: number; ready: number; failed: number }

export function importHandlers(tools: Tools): HandlersOf<typeof importMethods, Call> {
  const queue = new ImportQueue()
  let lastImport: ImportedFile[] = []

  const reading = async ({ access, signal }: Call): Promise<Reading> => ({
    access,
    signal,
    embedder: await tools.models.embedder(access.reader),
    embedderNow: async () => await tools.models.embedder(access.reader),
    extractor: tools.extractor(),
  })

  /** Runs an import, tells its caller how it does, and leaves the entry, whichever way it ends. */
  const run = async (
    call: Call,
    start: (work: Import) => Promise<readonly ImportedFile[]>,
  ): Promise<Counts> => {
    const ended: ImportedFile[] = []
    const counts: Counts = { files: 0, ready: 0, failed: 0 }
    try {
      lastImport = [
        ...(await start({
          ...(await reading(call)),
          queue,
          onFiles(files) {
            counts.files = files.length
            call.emit('import.files', { files: files.map(({ name }) => name) })
          },
          onStage: (index, stage) => call.emit('import.file', { index, stage, reason: null, document: null }),
          onEnded(index, file) {
            ended.push(file)
            counts[file.status] += 1
            const { status: stage, reason, document } = file
            if (stage === 'failed')
              call.diagnose({ kind: 'document-set-aside', document, reason: setAsideKind(reason) })
            call.emit('import.file', { index, stage, reason, document })
          },
        })),
      ]
    } catch (error) {
      lastImport = ended
      const stopped = error instanceof BulkheadError && error.code === 'cancelled'
      recordEnd(call.access, counts, stopped ? 'stopped' : 'failed')
      throw error
    }
    tools.models.chose()
    recordEnd(call.access, counts, 'done')
    return counts
  }

  return {
    'documents.import': async ({ paths, groups, picked }, call) => {
      tools.offered.require(paths)
      const { reader } = call.access
      const ids = importGroups(reader, call.scope.member, groups ?? [everyoneName])
      const groupsOf = ({ name }: FoundFile) =>
        (groups === null && name.includes('/') ? reader.folders.groupsFor(posix.dirname(name)) : null) ?? ids
      return await run(
        call,
        async (work) => await importFiles(work, await findFiles(paths, picked), groupsOf),
      )
    },

    'imports.resume': async (_input, call) => await run(call, resumeImport),

    'imports.waiting': (_input, { access }) => {
      const files = queue.waiting(access.reader).map(({ name }) => name)
      recordList(access, files.length)
      return { files }
    },

    'imports.discard': (_input, { access }) => {
      discardWaiting(access, queue)
      return {}
    },

    'documents.imported': (_input, { access }) => {
      recordList(access, lastImport.length)
      return { files: lastImport }
    },

    'documents.retry': async ({ document }, call) => {
      const { documents } = call.access.reader
      documents.get(document)
      await readDocument(await reading(call), document)
      const { status, reason } = documents.get(document)
      const ready = status === 'ready'
      recordEnd(call.access, { files: 1, ready: ready ? 1 : 0, failed: ready ? 0 : 1 }, 'done')
      return { status: ready ? 'ready' : 'failed', reason }
    },
  }
}

function recordEnd({ write }: Access, counts: Counts, outcome: 'done' | 'stopped' | 'failed'): void {
  write((writer) => writer.record({ type: 'import.ended', outcome, about: {}, sealed: counts }))
}

function recordList({ write }: Access, count: number): void {
  write((writer) =>
    writer.record({ type: 'documents.listed', outcome: 'done', about: {}, sealed: { count } }),
  )
}
