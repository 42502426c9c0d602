import { resolve } from 'node:path'
import type { Command } from 'commander'
import { Output } from '../output.ts'
import { Progress } from '../progress.ts'
import { type GlobalOptions, withSignIn } from '../session.ts'

export function addImport(program: Command): void {
  program
    .command('import')
    .description('read files and folders into a workspace; run again to go on after a stop')
    .argument('<workspace>')
    .argument('<path...>')
    .option('--group <name...>', 'who may read them', ['everyone'])
    .action(async (workspace: string, paths: string[], options: { group: string[] }) => {
      const global = program.opts<GlobalOptions>()
      const output = new Output(global.json ?? false)
      const progress = new Progress()
      await withSignIn(
        global,
        async (session) =>
          await session.inWorkspace(workspace, output, async ({ caller }, signal) => {
            const input = { paths: paths.map((path) => resolve(path)), groups: options.group }
            await caller
              .call('documents.import', input, {
                signal,
                onEvent: (event, payload) => {
                  if (event === 'import.progress' && 'file' in payload)
                    progress.show(payload.done, payload.total, payload.file)
                },
              })
              .finally(() => progress.end())
            const { files } = await caller.call('documents.imported', {})
            const documents = files.map(({ path, status, reason }) => ({ path, status, reason }))
            const failed = documents.filter((one) => one.status === 'failed')
            output.result({ documents }, () => [
              `${documents.length - failed.length} ready, ${failed.length} set aside.`,
              ...failed.map((one) => `  ${one.path}: ${one.reason ?? ''}`),
            ])
          }),
      )
    })
}
