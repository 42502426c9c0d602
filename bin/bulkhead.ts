import { CommanderError } from 'commander'
import { Output } from './output.ts'
import { program } from './program.ts'

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else {
    new Output(program.opts<{ json?: boolean }>().json ?? false).failure(error)
    process.exitCode = 1
  }
}
