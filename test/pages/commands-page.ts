import type { Command } from 'commander'
import { program } from '../../bin/program.ts'

const help = program.createHelp()

/** `docs/commands.md`, from the command line itself. */
export function commandsPage(): string {
  return `# Commands

Everything that \`bulkhead\` does in a terminal. It works on the same firm as the window, one at a time, and main keeps the same rules for
both: [roles.md](roles.md). This page is made by \`npm run pages\` and held true by a test.

Exit codes: 0 done, 1 refused or failed, with one sentence that says why, 2 wrong usage. The passphrase is asked for, or taken from
\`BULKHEAD_PASSPHRASE\`.

## With every command

${options(program)}

${help
  .visibleCommands(program)
  .filter((command) => command.name() !== 'help')
  .map((command) => section(command))
  .join('\n\n')}
`
}

function section(command: Command, level = 2): string {
  const below = help.visibleCommands(command).filter((one) => one.name() !== 'help')
  const usage = help.commandUsage(command)
  return [
    `${'#'.repeat(level)} ${usage.split(/ [[<]/, 1)[0]?.replace(/^bulkhead /, '') ?? ''}`,
    ...(below.length === 0 ? [`\`${usage.replace(' [options]', '')}\``] : []),
    sentence(help.commandDescription(command)),
    options(command),
    ...below.map((each) => section(each, level + 1)),
  ]
    .filter((text) => text !== '')
    .join('\n\n')
}

function options(command: Command): string {
  const rows = help
    .visibleOptions(command)
    .filter(({ long }) => long !== '--help')
    .map(
      (option) =>
        `| \`${option.flags}\` | ${option.mandatory ? 'needed: ' : ''}${cell(help.optionDescription(option))} |`,
    )
  return rows.length === 0 ? '' : ['| option | |', '| --- | --- |', ...rows].join('\n')
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
