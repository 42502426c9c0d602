import type { Mutant } from './mutant.ts'

const serve = 'core/process/serve-contract.ts'
const served = ['test/isolation/serve.test.ts']
const matrix = ['test/isolation/role-matrix.test.ts']
const firmMatrix = ['test/isolation/firm-matrix.test.ts']
const processes = ['test/isolation/workspace-process.test.ts']
const handles = ['test/isolation/handles.test.ts']
const unlocking = ['test/isolation/unlock.test.ts']
const anchoring = ['test/isolation/signed-anchor.test.ts']

/** What every call passes through (S2 to S5, A1). */
const callMutants: readonly Mutant[] = [
  {
    lost: 'that the role is asked for',
    file: serve,
    find: 'if (!definition.policy.includes(who))',
    replace: 'if (definition.policy.length === 0)',
    tests: [...served, ...matrix, ...firmMatrix],
  },
  {
    lost: 'that an operator shuts nobody out',
    file: 'core/contract/staff.ts',
    find: `    policy: staff,
    entry: 'staff.suspended',`,
    replace: `    policy: signedIn,
    entry: 'staff.suspended',`,
    tests: firmMatrix,
  },
  {
    lost: 'that a refusal stands in the log',
    file: 'core/host/serve.ts',
    find: `        access.write((writer) =>
          writer.record({ type: 'call.refused', outcome: 'refused', about: { method }, sealed: {} }),
        ),
`,
    replace: '        access,\n',
    tests: matrix,
  },
  {
    lost: 'that inputs are parsed before the handler',
    file: serve,
    find: 'if (!parsed.success) throw badInput(parsed.error)',
    replace: 'if (!parsed.success) parsed.data = input as never',
    tests: [...matrix, ...processes],
  },
  {
    lost: 'that a call left its entry',
    file: serve,
    find: 'if (definition.entry !== null && !left(definition.entry))',
    replace: 'if (definition.entry !== null && definition.entry === who)',
    tests: served,
  },
  {
    lost: 'that it was this call that left it',
    file: 'core/host/serve.ts',
    find: '      const access = new RecordedAccess(scope, onWrite)\n      return',
    replace:
      '      const access = ((handlers as { shared?: RecordedAccess }).shared ??= new RecordedAccess(scope, onWrite))\n      return',
    tests: served,
  },
  {
    lost: 'that outputs are parsed',
    file: serve,
    find: 'return definition.output.parse(output)',
    replace: 'return output',
    tests: served,
  },
  {
    lost: 'that only own names of the contract are methods',
    file: serve,
    find: 'Object.hasOwn(service.contract, method)',
    replace: 'method in service.contract',
    tests: processes,
  },
  {
    lost: 'that a defect’s own words stay inside',
    file: serve,
    find: 'const name = error instanceof Error ? error.name : typeof error',
    replace: 'const name = String(error)',
    tests: served,
  },
  {
    lost: 'that cancel reaches its own request alone',
    file: serve,
    find: 'running.get(request.data.id)?.abort()',
    replace: 'for (const one of running.values()) one.abort()',
    tests: processes,
  },
  {
    lost: 'that cancel stops anything',
    file: serve,
    find: 'running.get(request.data.id)?.abort()',
    replace: 'running.get(request.data.id)',
    tests: processes,
  },
  {
    lost: 'that the role is the one in force now',
    file: 'core/workspace/scope.ts',
    find: '    return member.role\n',
    replace: `    return ((this.constructor as { first?: Role }).first ??= member.role)\n`,
    tests: served,
  },
  {
    lost: 'that someone who is no longer a member is refused',
    file: 'core/workspace/scope.ts',
    find: `if (!member) throw new BulkheadError('refused', 'You are no longer a member of this workspace.')`,
    replace: `if (!member) return 'member'`,
    tests: served,
  },
  {
    lost: 'that a message has no fields beyond its own',
    file: 'core/contract/messages.ts',
    find: `z.strictObject({\n    kind: z.literal('call')`,
    replace: `z.object({\n    kind: z.literal('call')`,
    tests: processes,
  },
  {
    lost: 'that a search takes no field beyond its own',
    file: 'core/contract/workspace/search.ts',
    find: 'search: method({\n    input: z.strictObject({',
    replace: 'search: method({\n    input: z.object({',
    tests: processes,
  },
  {
    lost: 'that calls without fields take none',
    file: 'core/contract/nothing.ts',
    find: 'const nothing = z.strictObject({})',
    replace: 'const nothing = z.object({})',
    tests: processes,
  },
  {
    lost: 'that auditors do not search',
    file: 'core/contract/workspace/who.ts',
    find: `const readers = ['owner', 'member'] as const`,
    replace: `const readers = ['owner', 'member', 'auditor'] as const`,
    tests: matrix,
  },
  {
    lost: 'that members do not manage people',
    file: 'core/contract/workspace/who.ts',
    find: `const owners = ['owner'] as const`,
    replace: `const owners = ['owner', 'member'] as const`,
    tests: matrix,
  },
]

/** Where a scope comes from, and how long its handles live (S1 to S3, A2). */
const scopeMutants: readonly Mutant[] = [
  {
    lost: 'that a process takes one handover',
    file: 'core/keys/wrap/handover.ts',
    find: '      recipientKey = null\n',
    replace: '',
    tests: processes,
  },
  {
    lost: 'that a handover is for one workspace and member',
    file: 'core/keys/wrap/handover-context.ts',
    find: `['bulkhead handover 1', workspace, member]`,
    replace: `['bulkhead handover 1', typeof workspace, typeof member]`,
    tests: processes,
  },
  {
    lost: 'that the writer ends',
    file: 'core/workspace/writer.ts',
    find: 'writer.#ended = true',
    replace: 'writer.#ended = false',
    tests: handles,
  },
  {
    lost: 'that what the writer handed out ends with it',
    file: 'core/workspace/writer.ts',
    find: '      this.#alive()\n      return connection',
    replace: '      return connection',
    tests: handles,
  },
  {
    lost: 'that the file is the workspace’s own',
    file: 'core/workspace/unlock.ts',
    find: '    verifyIdentity(connection, request.workspace)\n',
    replace: '',
    tests: unlocking,
  },
  {
    lost: 'that the key of the wrap is the one pinned in the file',
    file: 'core/workspace/unlock.ts',
    find: `throw new BulkheadError('not-member', 'You are not a member of this workspace.')`,
    replace: 'return',
    tests: unlocking,
  },
  {
    lost: 'that access in the tables is access in the log',
    file: 'core/workspace/check-workspace.ts',
    find: 'projection.equals(accessInTables(connection))',
    replace: 'projection !== null',
    tests: unlocking,
  },
  {
    lost: 'that findings keep the workspace shut',
    file: 'core/workspace/unlock.ts',
    find: 'if (check.findings.length > 0 || recoveredBy !== null)',
    replace: 'if (recoveredBy !== null)',
    tests: unlocking,
  },
  {
    lost: 'that only an owner goes on from a damaged log',
    file: 'core/workspace/quarantine.ts',
    find: 'if (!this.#isOwner())',
    replace: 'if (!this.#isOwner)',
    tests: unlocking,
  },
  {
    lost: 'that an owner is one by the log too',
    file: 'core/workspace/quarantine.ts',
    find: 'byTables && (byLog || logIsGone) : byLog',
    replace: 'byTables && (byLog || logIsGone) : byTables',
    tests: unlocking,
  },
]

/** What main signs (A2). */
const anchorMutants: readonly Mutant[] = [
  {
    lost: 'that a new state continues the last one',
    file: 'core/firm/anchor.ts',
    find: '} else if (!extendsLast(last, request)) throw refusedToSign()',
    replace: '} else if (!last && !request) throw refusedToSign()',
    tests: anchoring,
  },
  {
    lost: 'that a first state continues nothing',
    file: 'core/firm/anchor.ts',
    find: 'if (last === null) return request.previousSize === 0',
    replace: 'if (last === null) return true',
    tests: anchoring,
  },
  {
    lost: 'that a fork was decided on',
    file: 'core/firm/anchor.ts',
    find: 'if (!mayFork) throw refusedToSign()',
    replace: '',
    tests: anchoring,
  },
  {
    lost: 'that a decided fork is signed once',
    file: 'core/firm/bind-workspace.ts',
    find: 'if (request.fork) forksLeft -= 1',
    replace: '',
    tests: anchoring,
  },
  {
    lost: 'that the longer anchor counts',
    file: 'core/firm/anchor.ts',
    find: '.sort((a, b) => b.size - a.size)',
    replace: '.sort((a, b) => a.size - b.size)',
    tests: anchoring,
  },
  {
    lost: 'that a workspace is bound only for who has a wrap of it',
    file: 'core/firm/bind-workspace.ts',
    find: 'if (!workspacesOf(firm).includes(workspace))',
    replace: 'if (!workspacesOf(firm))',
    tests: anchoring,
  },
]

export const boundaryMutants: readonly Mutant[] = [...callMutants, ...scopeMutants, ...anchorMutants]
