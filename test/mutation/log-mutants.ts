import type { Mutant } from './mutant.ts'

const long = ['test/log/long-log.test.ts']
const visits = ['test/host/log-visit.test.ts']
const traces = ['test/host/trace.test.ts']
const checkpoints = ['test/host/checkpoints.test.ts']
const receipts = ['test/log/receipt.test.ts']
const diagnostics = ['test/support/diagnostic-log.test.ts']
const support = ['test/support/support.test.ts']
const full = ['test/faults/reserve.test.ts', 'test/faults/full-disk.test.ts']

/**
 * The check of a log, its checkpoints and receipts, the room for what has to be recorded, and what the diagnostic log may
 * say (A1, A2, K1, K5).
 */
export const logMutants: readonly Mutant[] = [
  {
    lost: 'that the stored tree is compared',
    file: 'core/audit/stored-tree.ts',
    find: `return this.#text(level, first, hashes.length) === hashes.join('')`,
    replace: `return this.#text(level, first, hashes.length) !== ''`,
    tests: long,
  },
  {
    lost: 'that no node is stored beside the tree',
    file: 'core/audit/check-log.ts',
    find: '  else if (tree.hasMoreNodes) treeFits = false\n',
    replace: '',
    tests: long,
  },
  {
    lost: 'that no leaf is stored beyond the entries',
    file: 'core/audit/check-log.ts',
    find: `  if (tree.hasMoreLeaves) findings.push(finding('entry-missing', size))\n  else if`,
    replace: '  if',
    tests: long,
  },
  {
    lost: 'that a checkpoint in the file is signed',
    file: 'core/audit/check-log.ts',
    find: `if (root === null) rootFindings.push(finding('checkpoint-forged'))\n        else if`,
    replace: 'if (root === null) continue\n        else if',
    tests: long,
  },
  {
    lost: 'that the anchor is compared with what the entries add up to',
    file: 'core/audit/check-log.ts',
    find: `    if (anchored) roots.set(anchored.size, [...(roots.get(anchored.size) ?? []), anchored.root])\n`,
    replace: '',
    tests: ['test/log/entries.test.ts'],
  },
  {
    lost: 'that others have a turn while a log is checked',
    file: 'core/audit/check-log.ts',
    find: '    await nextTurn()\n    request.signal',
    replace: '    request.signal',
    tests: long,
  },
  {
    lost: 'that the log is signed after so many entries',
    file: 'core/host/checkpoints.ts',
    find: 'unsigned >= everyEntries || this.#accessChanged',
    replace: 'this.#accessChanged',
    tests: checkpoints,
  },
  {
    lost: 'that a change of access is signed at once',
    file: 'core/host/checkpoints.ts',
    find: 'unsigned >= everyEntries || this.#accessChanged',
    replace: 'unsigned >= everyEntries',
    tests: checkpoints,
  },
  {
    lost: 'that the log is signed after a minute',
    file: 'core/host/checkpoints.ts',
    find: '    else this.#timer ??= setTimeout(() => void this.sign(), everyMs).unref()\n',
    replace: '',
    tests: checkpoints,
  },
  {
    lost: 'that a receipt is held against the log',
    file: 'core/audit/receipt.ts',
    find: 'checkpoint.size <= log.size && Buffer.compare(log.root(checkpoint.size), checkpoint.root) === 0',
    replace: 'checkpoint.size <= log.size',
    tests: receipts,
  },
  {
    lost: 'that a receipt is of this log',
    file: 'core/audit/receipt.ts',
    find: `  if (checkpoint.logId !== log.id) return { verdict: 'other-log' }\n`,
    replace: '',
    tests: receipts,
  },
  {
    lost: 'that a receipt states its own entry too',
    file: 'core/host/handlers/receipts.ts',
    find: 'const signed = await signing.sign()',
    replace: 'const signed = await Promise.resolve(true)',
    tests: receipts,
  },
  {
    lost: 'the room for the entry that says that the disk is full',
    file: 'core/database/reserve.ts',
    find: 'if (!isFullDisk(error) || !this.#release()) throw error',
    replace: 'throw error',
    tests: full,
  },
  {
    lost: 'that a full disk is recorded',
    file: 'core/host/serve.ts',
    find: '      recordFullDisk(scope, reserve, method, error)\n',
    replace: '',
    tests: full,
  },
  {
    lost: 'that only what the catalogue has is written into the diagnostic log',
    file: 'core/host/diagnostics/diagnostic-log.ts',
    find: `    if (!line.success) return
    try {
      this.#append(\`\${JSON.stringify(line.data)}\\n\`)`,
    replace: `    try {
      this.#append(\`\${JSON.stringify([0, diagnostic])}\\n\`)`,
    tests: diagnostics,
  },
  {
    lost: 'that only what the catalogue has is read from the diagnostic log',
    file: 'core/host/diagnostics/diagnostic-log.ts',
    find: 'return result.success ? [result.data] : []',
    replace: 'return [result.success ? result.data : JSON.parse(line)]',
    tests: [...diagnostics, ...support],
  },
  {
    lost: 'that a place of a defect is one in the program',
    file: 'core/host/diagnostics/call-failed.ts',
    find: 'if (place.success && existsSync(new URL(file, programFolder)))',
    replace: 'if (place.success && existsSync(programFolder))',
    tests: diagnostics,
  },
  {
    lost: 'that a page cannot say where the support file goes',
    file: 'core/host/support/support.ts',
    find: 'this.#targets.take(target)',
    replace: 'target',
    tests: support,
  },
  {
    lost: 'that the support file is the one that was shown',
    file: 'core/host/support/support.ts',
    find: 'if (shown?.sha256 !== sha256)',
    replace: 'if (!shown)',
    tests: support,
  },
  {
    lost: 'that a visit to the log is the caller’s own',
    file: 'core/host/handlers/log.ts',
    find: `visit < beganAt || !log.isOwn(visit, 'log.listed')`,
    replace: 'visit < beganAt',
    tests: visits,
  },
  {
    lost: 'that whoever is told which answers rest on a document may read it, which no auditor may',
    file: 'core/workspace/log-reader.ts',
    find: '             JOIN temp.my_document ON my_document.id = opening_source.document\n             WHERE opening_source.document = ?',
    replace: '             WHERE opening_source.document = ?',
    tests: visits,
  },
  {
    lost: 'that a member is shown how their own answers were made, and nobody else’s',
    file: 'core/workspace/log-reader.ts',
    find: 'WHERE my_turn.answer_id = answer.id AND my_turn.readable',
    replace: 'JOIN main.member ON 1',
    tests: traces,
  },
  {
    lost: 'that a place to save to is good for one file',
    file: 'core/export/offered-targets.ts',
    find: 'if (!this.#paths.delete(target))',
    replace: 'if (!this.#paths.has(target))',
    tests: ['test/shell/electron.test.ts'],
  },
  {
    lost: 'that going on from damage is all of it or nothing',
    file: 'core/database/connection.ts',
    find: `      if (this.inTransaction) this.execute('ROLLBACK')`,
    replace: `      if (this.inTransaction) this.execute('COMMIT')`,
    tests: long,
  },
]
