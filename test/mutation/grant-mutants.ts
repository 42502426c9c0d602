import type { Mutant } from './mutant.ts'

const grants = ['test/grants/grants.test.ts']
const across = ['test/across/across.test.ts']
const limit = ['test/across/look-limit.test.ts']

/** Grants and looks across workspaces (A4, A5). */
export const grantMutants: readonly Mutant[] = [
  {
    lost: 'that a grant ends by its time',
    file: 'core/firm/grants/grant-log.ts',
    find: 'grant.expiresMs <= nowMs',
    replace: 'grant.expiresMs < 0 * nowMs',
    tests: grants,
  },
  {
    lost: 'that the clock does not go back',
    file: 'core/audit/advancing-clock.ts',
    find: 'this.#latestMs = Math.max(this.#wall(), this.#latestMs + Math.max(0, atMs - this.#atMs))',
    replace: 'this.#latestMs = this.#wall()',
    tests: ['test/audit/advancing-clock.test.ts'],
  },
  {
    lost: 'that a refused look is written down',
    file: 'core/firm/grants/look-grant.ts',
    find: `    record('refused')\n`,
    replace: '',
    tests: grants,
  },
  {
    lost: 'that a request is its operator’s own',
    file: 'core/firm/grants/look-grant.ts',
    find: 'if (found.operator !== firm.staff.id)',
    replace: 'if (found.operator === null)',
    tests: grants,
  },
  {
    lost: 'that words take a second approval',
    file: 'core/firm/grants/look-grant.ts',
    find: `if (level === 'full' ? full : redacted) return null`,
    replace: 'if (redacted ?? full) return null',
    tests: grants,
  },
  {
    lost: 'that a request belongs to its workspace',
    file: 'core/firm/grants/grant-log.ts',
    find: `'workspace' in whose ? one.workspace === whose.workspace : one.operator === whose.operator`,
    replace: `'workspace' in whose || one.operator === whose.operator`,
    tests: grants,
  },
  {
    lost: 'that looks are copied into the workspace’s log',
    file: 'core/firm/entries-since.ts',
    find: `    case 'grant.looked':\n      return {`,
    replace: `    case 'grant.looked':\n      if (firmLogSeq >= 0) return null\n      return {`,
    tests: grants,
  },
  {
    lost: 'that a workspace can say no',
    file: 'core/host/handlers/across.ts',
    find: `return refuse('never', 'Its owners let nobody look across clients here.')`,
    replace: `return { consent: 'allowed', grant: null }`,
    tests: across,
  },
  {
    lost: 'that a consent is for one look',
    file: 'core/workspace/consent/consent-reader.ts',
    find: `state: 'used' })`,
    replace: `state: 'live' })`,
    tests: across,
  },
  {
    lost: 'that a refused look is in the firm’s log',
    file: 'core/host/across.ts',
    find: '      refuseLook(firm, { look, workspace, code })\n',
    replace: '',
    tests: across,
  },
  {
    lost: 'that looks are counted in the log',
    file: 'core/firm/across/look-limit.ts',
    find: 'const agesMs = [agesInLog(firm), ',
    replace: 'const agesMs = [[] as number[], ',
    tests: limit,
  },
]
