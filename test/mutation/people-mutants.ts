import type { Mutant } from './mutant.ts'

const removed = ['test/people/removed-member.test.ts']
const killed = ['test/people/killed-removal.test.ts']
const accounts = ['test/people/staff.test.ts']

/** What keeps a removed member and a shut account out, and loses nothing on the way (S2, K2, K5). */
export const peopleMutants: readonly Mutant[] = [
  {
    lost: 'that a workspace keeps an owner',
    file: 'core/access/set-role.ts',
    find: "if (!members.some(({ role }) => role === 'owner'))",
    replace: 'if (members.length === 0)',
    tests: removed,
  },
  {
    lost: 'that the file gets the key that was decided',
    file: 'core/workspace/settle-key.ts',
    find: '  rekeyFile(file, key, next.key)\n  return true',
    replace: '  return false',
    tests: [...removed, ...killed],
  },
  {
    lost: 'that a key which was never decided is given up',
    file: 'core/workspace/settle-key.ts',
    find: 'if (version !== next.version) return false',
    replace: '',
    tests: killed,
  },
  {
    lost: 'that a suspended account is shut',
    file: 'core/firm/sign-in.ts',
    find: 'if (staff.isSuspended) {',
    replace: 'if (false) {',
    tests: accounts,
  },
  {
    lost: 'that a member of something is not removed from the firm',
    file: 'core/firm/staff-access.ts',
    find: 'if (count > 0)',
    replace: 'if (count < 0)',
    tests: accounts,
  },
  {
    lost: 'that the latest time ever seen counts',
    file: 'core/firm/attempts.ts',
    find: 'const nowMs = Math.floor(Math.max(seenMs, this.#clock.wallMs(), this.#from.seenMs + ranMs))',
    replace: 'const nowMs = Math.floor(this.#clock.wallMs() + ranMs * 0)',
    tests: accounts,
  },
  {
    lost: 'that a try counts before it is made',
    file: 'core/firm/attempts.ts',
    find: '    this.#write([...failedMs, nowMs].slice(-100), nowMs)',
    replace: '    this.#write(failedMs, nowMs)',
    tests: accounts,
  },
  {
    lost: 'that the old passphrase is asked for',
    file: 'core/firm/require-passphrase.ts',
    find: '    openAccountKey({ sealed, deviceSecret: keys.deviceSecret, stretched, staff }).fill(0)\n',
    replace: '',
    tests: accounts,
  },
]
