import type { Mutant } from './mutant.ts'

const queue = ['test/import/import-queue.test.ts']
const offered = ['test/import/offered-paths.test.ts']
const pieces = ['test/host/documents.test.ts']
const fence = 'core/ingest/offered-paths.ts'

/** What an import may read of the machine (S2). */
const fenceMutants: readonly Mutant[] = [
  {
    lost: 'that paths are held against what was offered',
    file: 'core/host/handlers/imports.ts',
    find: '      tools.offered.require(paths)\n',
    replace: '',
    tests: ['test/isolation/workspace-process.test.ts'],
  },
  {
    lost: 'that a name which begins alike is another',
    file: fence,
    find: 'folder.endsWith(sep) ? folder : folder + sep',
    replace: 'folder',
    tests: offered,
  },
  {
    lost: 'that a way up and out is followed first',
    file: fence,
    find: '!this.#allows(resolve(path))',
    replace: '!this.#allows(path)',
    tests: offered,
  },
  {
    lost: 'that no link leads out',
    file: fence,
    find: ' && isBelow(realPath(asked), realPath(offered))',
    replace: '',
    tests: offered,
  },
  {
    lost: 'that all of the paths are looked at',
    file: fence,
    find: 'paths.some((path) => !this',
    replace: 'paths.every((path) => !this',
    tests: offered,
  },
]

/** Files that wait (K5, S3, R1). */
const queueMutants: readonly Mutant[] = [
  {
    lost: 'that files which wait are their member’s own',
    file: 'core/workspace/people/readable.ts',
    find: 'FROM main.waiting_file JOIN temp.me USING (member_id)',
    replace: 'FROM main.waiting_file',
    tests: queue,
  },
  {
    lost: 'that a file leaves the queue as its outcome is stored',
    file: 'core/ingest/read-document.ts',
    find: `          })),
        })
        alongside?.(writer)`,
    replace: `          })),
        })`,
    tests: queue,
  },
  {
    lost: 'that a kept original is read in place of the file',
    file: 'core/ingest/import-file.ts',
    find: '    writer.waitingFiles.kept(key, document)\n',
    replace: '',
    tests: queue,
  },
  {
    lost: 'that what an import works on does not wait',
    file: 'core/ingest/import-queue.ts',
    find: '.filter(({ key }) => !this.#taken.has(key))',
    replace: '',
    tests: queue,
  },
  {
    lost: 'that imports take turns',
    file: 'core/ingest/import-queue.ts',
    find: '      await unlessStopped(before, signal)\n',
    replace: '',
    tests: queue,
  },
  {
    lost: 'that the same file does not wait twice',
    file: 'core/ingest/import-queue.ts',
    find: 'if (known) return { ...known, name, problem }',
    replace: '',
    tests: queue,
  },
  {
    lost: 'that the importer is still in the groups',
    file: 'core/ingest/import-file.ts',
    find: 'queuedFor.filter((group) => own.has(group))',
    replace: 'queuedFor.filter((group) => own.size >= 0 || own.has(group))',
    tests: queue,
  },
  {
    lost: 'that what a colleague waits for is not taken away',
    file: 'core/workspace/imports/waiting-file-writer.ts',
    find: 'AND waiting_file.key NOT IN (SELECT value FROM json_each(?)))',
    replace: 'AND waiting_file.key < 0 AND waiting_file.key NOT IN (SELECT value FROM json_each(?)))',
    tests: queue,
  },
  {
    lost: 'that what somebody else began is not taken away',
    file: 'core/workspace/imports/waiting-file-writer.ts',
    find: `AND added_by = ?`,
    replace: `AND added_by != ? || '.'`,
    tests: queue,
  },
  {
    lost: 'that calls end before the last entry is written',
    file: 'core/host/session.ts',
    find: 'Promise.all([serving.stop(), keeper?.close()])',
    replace: 'Promise.all([void serving.stop(), keeper?.close()])',
    tests: ['test/import/resumed.test.ts'],
  },
]

/** Documents by the piece (R1, S3). */
const pieceMutants: readonly Mutant[] = [
  {
    lost: 'that a member is told of their own groups alone',
    file: 'core/workspace/documents/documents.ts',
    find: `AND (member.role = 'owner' OR group_member.member_id IS NOT NULL)`,
    replace: '',
    tests: pieces,
  },
  {
    lost: 'that the count of documents is of readable ones',
    file: 'core/workspace/documents/documents.ts',
    find: `AS count FROM temp.my_document WHERE`,
    replace: `AS count FROM main.document WHERE`,
    tests: pieces,
  },
  {
    lost: 'that a piece of text has a most',
    file: 'core/host/handlers/documents.ts',
    find: 'if (end - start > mostCharacters)',
    replace: 'if (end - start > 10 * mostCharacters)',
    tests: pieces,
  },
  {
    lost: 'that a piece of the original has a most',
    file: 'core/host/handlers/documents.ts',
    find: 'if (end - start > mostBytes)',
    replace: 'if (end - start > 10 * mostBytes)',
    tests: pieces,
  },
]

export const importMutants: readonly Mutant[] = [...fenceMutants, ...queueMutants, ...pieceMutants]
