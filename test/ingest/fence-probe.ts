import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { parentPort } from '../../core/process/parent-port.ts'

/** Tries what a parser that was taken over would try, and tells what came of it. */
const port = parentPort()
port.onMessage((message) => {
  const { folder, program } = message as { folder: string; program: string }
  port.send({
    write: outcome(() => writeFileSync(`${folder}/written`, 'x')),
    read: outcome(() => readFileSync(`${folder}/secret`)),
    spawn: outcome(() => spawnSync(process.execPath, ['--version'])),
    native: outcome(() => process.dlopen({ exports: {} }, program)),
    code: outcome(() => Reflect.construct(Function, ['return 1'])),
    own: outcome(() => readFileSync(new URL(import.meta.url))),
  })
})

function outcome(attempt: () => unknown): string {
  try {
    attempt()
    return 'done'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : (error as Error).name
  }
}
