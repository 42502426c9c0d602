import { resolve } from 'node:path'
import type { Command } from 'commander'
import { Output } from '../output.ts'
import { type GlobalOptions, homeOf, withMain } from '../session.ts'

export function addSupport(program: Command): void {
  program
    .command('support')
    .description('what support needs to see: versions, settings, counts, codes; no names and no client text')
    .argument('[out.zip]', 'where to save it (default: print what it would hold)')
    .action(async (out: string | undefined) => {
      const global = program.opts<GlobalOptions>()
      const output = new Output(global.json ?? false)
      // Nobody has to sign in: it is needed most where that does not work.
      await withMain(homeOf(global), async (session) => {
        const { files, sha256 } = await session.main.call('support.preview', {})
        if (out === undefined) {
          output.result({ files }, () =>
            files.flatMap(({ name, text }) => [`== ${name}`, text.trimEnd(), '']),
          )
          return
        }
        const target = resolve(out)
        session.offerTarget(target)
        const saved = await session.main.call('support.save', { sha256, target })
        output.result({ ...saved, files: files.map(({ name }) => name) }, () => [
          `Saved ${files.map(({ name }) => name).join(', ')}; ${saved.bytes} bytes.`,
          'It holds no names and no client text. "bulkhead support" without a file shows all of it.',
        ])
      })
    })
}
