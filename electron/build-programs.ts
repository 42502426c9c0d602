import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, parse, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'rolldown'
import builtProgram from '../bin/built-program.cjs'

const root = fileURLToPath(new URL('../', import.meta.url))

/** Where the built programs lie, each a file by the name of its source. */
export const programsFolder = join(root, 'dist', 'programs')

/** Built each alone: the verifier shares no file with the app. */
const programs = [
  ['bin/bulkhead.ts', 'electron/start.ts', 'electron/main.ts'],
  ['verifier/command/bulkhead-verify.ts'],
]

/** Packages of many small files; any other stays where it is, with what it reads beside itself. */
const taken = /^(?:zod|commander|canonicalize|@hpke\/|@noble\/|@scure\/)/

/** In source, the place of a module that another one starts as a process or a thread. */
export const startedModule = /new URL\(\s*'(\.{1,2}\/[^']+)\.ts',\s*import\.meta\.url,?\s*\)/g
const startedOrRead = new RegExp(`${startedModule.source}|import\\.meta\\.url`, 'g')

/**
 * Puts the modules of each program together, for its processes and threads too: most of the time that one takes to start
 * goes into finding hundreds of files.
 */
export async function buildPrograms(say: (line: string) => void): Promise<void> {
  if (builtProgram(root, 'bulkhead') !== null) return
  say('Putting the programs together.')
  const { rolldown } = await import('rolldown')
  rmSync(programsFolder, { recursive: true, force: true })
  const sources = new Set(['package-lock.json', relative(root, fileURLToPath(import.meta.url))])
  for (const input of programs) {
    const bundle = await rolldown({
      input: input.map((path) => join(root, path)),
      platform: 'node',
      external: (id) => /^[^./]/.test(id) && !taken.test(id),
      plugins: [keepPlaces()],
      logLevel: 'warn',
    })
    const { output } = await bundle.write({ dir: programsFolder, chunkFileNames: '[name]-[hash].js' })
    await bundle.close()
    for (const chunk of output)
      if (chunk.type === 'chunk') for (const id of chunk.moduleIds) sources.add(relative(root, id))
  }
  // Packages do not change by themselves, and the bundler's own parts are no files.
  const own = [...sources].filter((path) => !path.includes('node_modules') && existsSync(join(root, path)))
  writeFileSync(join(programsFolder, 'built-from.json'), JSON.stringify(own.sort()))
}

/** A module that starts another one finds its built form; what it reads is where it was. */
function keepPlaces(): Plugin {
  return {
    name: 'keep-places',
    transform(code, id) {
      if (id.includes('node_modules')) return null
      return code.replace(startedOrRead, (_, started: string | undefined) => {
        if (started === undefined) {
          const there = relative(programsFolder, id).replaceAll(sep, '/')
          return `new URL('${there}', import.meta.url).href`
        }
        const fileName = `${parse(started).name}.js`
        this.emitFile({ type: 'chunk', id: resolve(dirname(id), `${started}.ts`), fileName })
        return `new URL('./${fileName}', import.meta.url)`
      })
    },
  }
}
