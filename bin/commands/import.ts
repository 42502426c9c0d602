import { resolve } from 'node:path'
import type { Command } from 'commander'
import { ImportProgress } from '../import-progress.ts'
import { inWorkspace } from './in-workspace.ts'

export function addImport(program: Command): void {
  program
    .command('import')
    .description('read files and folders into a workspace; run again to go on after a stop')
    .argument('<workspace>')
    .argument('<path...>')
    .option('--group <name...>', 'who may read them (default: as their folder, else everyone)')
    .action(async (workspace: string, paths: string[], options: { group?: string[] }) => {
      const progress = new ImportProgress()
      await inWorkspace(program, workspace, async ({ caller, offer, signal, output }) => {
        const input = { paths: paths.map((path) => resolve(path)), groups: options.group ?? null }
        await offer(input.paths)
        await caller
          .call('documents.import', input, { signal, onEvent: (...said) => progress.heard(...said) })
          .finally(() => progress.end())
        const { files } = await caller.call('documents.imported', {})
        const documents = files.map(({ path, status, reason }) => ({ path, status, reason }))
        const failed = documents.filter((one) => one.status === 'failed')
        output.result({ documents }, () => [
          `${documents.length - failed.length} ready, ${failed.length} set aside.`,
          ...failed.map((one) => `  ${one.path}: ${one.reason ?? ''}`),
        ])
      })
    })
}
