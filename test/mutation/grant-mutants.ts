import type { Mutant } from './mutant.ts'

const grants = ['test/grants/grants.test.ts']
const across = ['test/across/across.test.ts']
const openings = ['test/grants/openings.test.ts']
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
    lost: 'that an opening is for the auditor who asked',
    file: 'core/workspace/consent/consent-reader.ts',
    find: `state === 'live' && auditor === me`,
    replace: `state === 'live' && me !== null && auditor !== null`,
    tests: openings,
  },
  {
    lost: 'that an opening is for the entries that it names',
    file: 'core/workspace/consent/consent-reader.ts',
    find: 'named.filter((one) => one.seq === seq)',
    replace: 'named.filter(() => seq >= 0)',
    tests: openings,
  },
  {
    lost: 'that an opening ends by its time',
    file: 'core/workspace/consent/consent-reader.ts',
    find: `return state === 'live' && expiresMs !== null && expiresMs <= nowMs`,
    replace: `return state === 'live' && expiresMs !== null && expiresMs < 0 * nowMs`,
    tests: openings,
  },
  {
    lost: 'that an opening can be taken back',
    file: 'core/workspace/consent/consent-reader.ts',
    find: `if (found) this.#openings.set(found.grant, { ...found, state, endedMs: at })`,
    replace: `if (found && state === 'refused') this.#openings.set(found.grant, { ...found, state, endedMs: at })`,
    tests: openings,
  },
  {
    lost: 'that an owner opens no more than they can read',
    file: 'core/workspace/log-reader.ts',
    find: `                  AND NOT EXISTS (
                    SELECT 1 FROM main.opening_source
                    WHERE opening_source.seq = opening.seq
                      AND NOT EXISTS (SELECT 1 FROM temp.my_document WHERE my_document.id = opening_source.document))
                  OR`,
    replace: '                  OR',
    tests: openings,
  },
  {
    lost: 'that the latest time seen ends an opening',
    file: 'core/workspace/consent/consent-reader.ts',
    find: 'new AdvancingClock(Math.max(timeMs, this.nowMs()))',
    replace: 'new AdvancingClock(Math.max(0 * timeMs, this.nowMs()))',
    tests: openings,
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
