import { availableParallelism } from 'node:os'
import { join, parse, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { programsFolder, startedModule } from './electron/build-programs.ts'

/** Tests of functions, which leave nothing behind in their process: what they import is loaded once for all of them. */
const together = [
  'test/access/**/*.test.ts',
  'test/answer/{extract-answer,pieces}.test.ts',
  'test/audit/**/*.test.ts',
  'test/embed/**/*.test.ts',
  'test/export/{mask,preview-export}.test.ts',
  'test/ingest/{sniff,split}.test.ts',
  'test/keys/{derive,seal,wrap,wrap-payload}.test.ts',
  'test/log/{entries,guards}.test.ts',
  'test/models/stem.test.ts',
  'test/renderer/{ask,audit,documents,search,sources}/**/*.test.ts',
  'test/search/**/*.test.ts',
  'test/threads/**/*.test.ts',
]

/** Files that take long for their size, by which vitest orders: begun last, one would keep a core waiting. */
const long =
  /\/test\/(e2e|network|recovery)\/|\/(killed[\w-]*|readable-results|gallery|locked-keychain|shell-memory)\.test\.ts$/

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return [
      ...sorted.filter(({ moduleId }) => long.test(moduleId)),
      ...sorted.filter(({ moduleId }) => !long.test(moduleId)),
    ]
  }
}

/** What is the app, and no test of it. */
const ownFolders = /^(?:core|electron|verifier)[\\/]/

/** Processes and threads of the app start as they are built for a release; `BULKHEAD_BUILT` says that they just were. */
function builtPrograms(): Plugin {
  return {
    name: 'built-programs',
    enforce: 'pre',
    transform(code, id) {
      if (!process.env['BULKHEAD_BUILT'] || !ownFolders.test(relative(import.meta.dirname, id))) return null
      return code.replace(startedModule, (_, path: string) => {
        const built = pathToFileURL(join(programsFolder, `${parse(path).name}.js`))
        return `new URL('${built.href}')`
      })
    },
  }
}

export default defineConfig({
  plugins: [builtPrograms()],
  test: {
    pool: 'forks',
    // Most tests wait for processes of their own: one worker a core keeps the cores busy.
    maxWorkers: availableParallelism(),
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // A machine that is busy takes longer than the second that vitest gives by itself.
    expect: { poll: { timeout: 60_000 } },
    sequence: { sequencer: LongFirst },
    projects: [
      {
        extends: true,
        test: { name: 'together', include: together, isolate: false, sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: {
          name: 'apart',
          include: ['test/**/*.test.ts'],
          exclude: together,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
