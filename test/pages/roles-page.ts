import { type EventType, events } from '../../core/audit/event.ts'
import { firmContract } from '../../core/contract/firm.ts'
import type { Contract } from '../../core/contract/method.ts'
import { windowContract } from '../../core/contract/window.ts'
import { workspaceContract } from '../../core/contract/workspace.ts'
import { Role } from '../../core/roles.ts'
import { when } from './events-page.ts'

/** Who calls main, in the order in which they come to be. */
const callers = ['nobody', 'staff', 'operator'] as const

/** `docs/roles.md`, from the policies of the contracts. */
export function rolesPage(): string {
  return `# Roles

Who may do what: the policy of every call, from the contracts in \`core/contract\`. One place decides by it
(\`core/process/serve-contract.ts\`), before it looks at what the call says; a call that is on no list here does not exist. This page is
made by \`npm run pages\` and held true by a test; the tests hold the calls of a workspace and of the firm against matrices that are
written by hand (\`test/isolation/role-matrix.test.ts\`, \`firm-matrix.test.ts\`).

## In a workspace

- An **owner** manages people, groups and access, and works with the documents of the groups that they are in. What they may not read
  does not exist for them either; they may put themselves into a group, and the log has it.
- A **member** works with the documents of their groups, and manages nobody.
- An **auditor** reads the structure of the log: what happened, when, in which role, by ids. No document text, no name, no title, and
  nothing that an entry seals.
- An **operator** has no role in any workspace: there is no key for them.

${table(workspaceContract, Role.options)}

A thread is its member’s own whatever their role: no policy lets an owner read it, and whoever it is shared with reads the turns whose
documents they may read and changes nothing.

## In the firm

Who is signed in, by their account: **nobody** yet, **staff**, or an **operator**, who maintains the installation. Opening a workspace
takes a key to it besides.

${table(firmContract, callers)}

## In the window

None of these returns text of a client.

${table(windowContract, callers)}
`
}

function table(contract: Contract, roles: readonly string[]): string {
  const rows = Object.entries(contract).map(([name, { policy, entry }]) => [
    `\`${name}\``,
    ...roles.map((role) => (policy.includes(role) ? 'yes' : 'no')),
    entry === null ? '–' : `\`${entry}\`: ${wordsOf(entry)}`,
  ])
  return [['call', ...roles, 'leaves in the log'], ['---', ...roles.map(() => '---'), '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

function wordsOf(entry: string): string {
  const type = (Object.keys(events) as EventType[]).find((one) => one === entry)
  if (!type) throw new Error(`no such type of entry: ${entry}`)
  return when[type]
}
