import { Command } from 'commander'
import { addAudit } from './commands/audit.ts'
import { addAsk } from './commands/ask.ts'
import { addBackup } from './commands/backup.ts'
import { addDemo } from './commands/demo.ts'
import { addDestroy } from './commands/destroy.ts'
import { addEval } from './commands/eval.ts'
import { addFirm } from './commands/firm.ts'
import { addGrant } from './commands/grant.ts'
import { addGroup } from './commands/group.ts'
import { addImport } from './commands/import.ts'
import { addMember } from './commands/member.ts'
import { addModels } from './commands/models.ts'
import { addRecover } from './commands/recover.ts'
import { addSearch } from './commands/search.ts'
import { addSupport } from './commands/support.ts'
import { addWorkspace } from './commands/workspace.ts'
import { version } from './version.ts'

/** The command line: every command with what it takes. Exit codes: 0 done, 1 refused or failed, 2 wrong usage. */
export const program = new Command('bulkhead')
  .description('Private AI over the documents of many clients, each in its own sealed workspace.')
  .option('--home <dir>', 'folder of the firm (default: BULKHEAD_HOME, or ~/.bulkhead)')
  .option('--as <name>', 'who you are, where several people have an account')
  .option('--json', 'print one JSON object')
  .option('--continue-damaged-log', 'go on although the firm’s own log does not check, with a record of it')
  .version(version, '--version', 'version of Bulkhead')
  .showHelpAfterError('(add --help for what is possible)')
  .exitOverride()

for (const add of [
  addFirm,
  addWorkspace,
  addMember,
  addGroup,
  addGrant,
  addModels,
  addImport,
  addSearch,
  addAsk,
  addAudit,
  addRecover,
  addBackup,
  addDestroy,
  addSupport,
  addEval,
  addDemo,
])
  add(program)

function overrideExit(command: Command): void {
  command.exitOverride()
  for (const one of command.commands) overrideExit(one)
}
overrideExit(program)
