import { execFileSync, spawn } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../builders.ts'
import { collect, type CommandResult } from './command-line.ts'

const launcher = fileURLToPath(new URL('../../bin/bulkhead.cjs', import.meta.url))
const oldNode = '/usr/bin/node'
const folder = temporaryFolder()
afterAll(() => folder.remove())

async function run(node: string, file: string, ...args: string[]): Promise<CommandResult> {
  return await collect(
    spawn(node, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'] } }),
  )
}

test('under Node 24 the launcher becomes the program, with its exit codes', async () => {
  expect(await run(process.execPath, launcher, '--help')).toMatchObject({ code: 0, stderr: '' })
  expect(await run(process.execPath, launcher, 'nonsense')).toMatchObject({ code: 2, stdout: '' })
})

describe.skipIf(majorOf(oldNode) === null || (majorOf(oldNode) ?? 24) >= 24)(
  'under a Node that is too old',
  () => {
    test('the packaged Node 24 runs the program, with its output and exit codes', async () => {
      const help = await run(oldNode, launcher, '--help')
      expect(help).toMatchObject({ code: 0, stderr: '' })
      expect(help.stdout).toContain('Usage: bulkhead')
      expect(await run(oldNode, launcher, 'nonsense')).toMatchObject({ code: 2, stdout: '' })
      const home = join(folder.path, 'home')
      expect(await run(oldNode, launcher, '--home', home, 'workspace', 'list')).toMatchObject({ code: 1 })
    })

    test('where no Node 24 came with it, it says in one sentence what to do, exit code 1', async () => {
      const alone = join(folder.path, 'bulkhead.cjs')
      for (const file of ['bulkhead.cjs', 'launch.cjs', 'built-program.cjs'])
        copyFileSync(join(dirname(launcher), file), join(folder.path, file))
      const { code, stdout, stderr } = await run(oldNode, alone, 'demo')
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toMatch(
        /^Bulkhead needs Node 24 or newer; this is Node \d+\.\d+\.\d+\. Install Node 24 and try again\.\n$/,
      )
    })
  },
)

function majorOf(node: string): number | null {
  try {
    return Number(execFileSync(node, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }))
  } catch {
    return null
  }
}
