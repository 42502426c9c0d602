import type { Mutant } from './mutant.ts'

const forged = ['test/verifier/forged.test.ts']
const plain = ['test/verifier/plain-lines.test.ts']
const exported = ['test/export/export-log.test.ts']
const previewed = ['test/export/preview-export.test.ts']

/** What an audit bundle releases, and what its verifier refuses (A3, A6, R7). */
export const bundleMutants: readonly Mutant[] = [
  {
    lost: 'that the entries lead to the signed root',
    file: 'verifier/verify/tree-check.ts',
    find: 'sameBytes(this.#edge.root(), root)\n    return',
    replace: 'root.length === 32\n    return',
    tests: forged,
  },
  {
    lost: 'that the checkpoint is signed',
    file: 'verifier/verify/check-signed.ts',
    find: '|| !isSignedBy(signed, key)',
    replace: '',
    tests: forged,
  },
  {
    lost: 'that the key is the one that was given',
    file: 'verifier/verify/read-bundle.ts',
    find: 'if (fingerprintOf(key, engine) !== fingerprint)',
    replace: 'if (fingerprint === "")',
    tests: forged,
  },
  {
    lost: 'that a line has one reading',
    file: 'verifier/json/canonical-json.ts',
    find: 'return rendered === text && ',
    replace: 'return rendered !== "" && ',
    tests: forged,
  },
  {
    lost: 'that keys stand once and in order in a line that is read the short way',
    file: 'verifier/json/plain-json.ts',
    find: 'if (!first && !precedes(',
    replace: 'if (first && !precedes(',
    tests: plain,
  },
  {
    lost: 'that an opening that is read the short way ends with its value',
    file: 'verifier/bundle/read-opening.ts',
    find: 'if (!line.pass(afterValue) || !line.ended)',
    replace: 'if (!line.pass(afterValue))',
    tests: plain,
  },
  {
    lost: 'that the parts of a long bundle follow on one another',
    file: 'verifier/verify/walk.ts',
    find: 'const follows = part.first >= next',
    replace: 'const follows = part.first >= 0',
    tests: forged,
  },
  {
    lost: 'that every part of a long bundle is read',
    file: 'verifier/verify/divide.ts',
    find: '  cut(entries.bytes, openings.bytes)\n',
    replace: '',
    tests: forged,
  },
  {
    lost: 'that local headers are compared',
    file: 'verifier/container/read-container.ts',
    find: 'if (!sameBytes(await source.read(offset, header.length), header))',
    replace: 'if (header.length === 0)',
    tests: forged,
  },
  {
    lost: 'that an opening fits its commitment',
    file: 'verifier/verify/opening-check.ts',
    find: 'opening.commitment !== commitments[index]',
    replace: "opening.commitment === ''",
    tests: forged,
  },
  {
    lost: 'that the openings are those that were exported',
    file: 'verifier/verify/check-export.ts',
    find: "=== sealed['openings']",
    replace: '.length === 64',
    tests: forged,
  },
  {
    lost: 'that a level is what the log says',
    file: 'verifier/verify/check-export.ts',
    find: "    about['level'] === level &&\n",
    replace: '',
    tests: forged,
  },
  {
    lost: 'that all entries of the range are there',
    file: 'verifier/verify/range-check.ts',
    find: 'if (expected < Math.min(seq, to)) this.#missing ??= expected\n',
    replace: '',
    tests: forged,
  },
  {
    lost: 'that a level releases no more than it says',
    file: 'verifier/bundle/levels.ts',
    find: "return level === 'full' || released",
    replace: "return level !== 'proof' || released",
    tests: forged,
  },
  {
    lost: 'that a key of small order signs nothing',
    file: 'verifier/log/ed25519.ts',
    find: ' || a.isSmallOrder()',
    replace: '',
    tests: forged,
  },
  {
    lost: 'that one bundle continues another',
    file: 'verifier/verify/check-previous.ts',
    find: 'sameBytes(root, previous.root) ? []',
    replace: 'root.length > 0 ? []',
    tests: forged,
  },
  {
    lost: 'that a level of an export releases no words',
    file: 'core/audit/sealed-class.ts',
    find: "redacted: ['model'],",
    replace: "redacted: ['model', 'words'],",
    tests: exported,
  },
  {
    lost: 'that what an owner may not read is not exported',
    file: 'core/workspace/opening-reader.ts',
    find: 'WHERE my_document.id = opening_source.document',
    replace: 'WHERE my_document.id = opening_source.document OR TRUE',
    tests: exported,
  },
  {
    lost: 'that an auditor is given no words',
    file: 'core/workspace/opening-reader.ts',
    find: "OR member.role = 'auditor' AND field IN model_field",
    replace: "OR member.role = 'auditor'",
    tests: exported,
  },
  {
    lost: 'that names and words are an owner’s to export',
    file: 'core/export/export-plan.ts',
    find: "role === 'auditor' && (level === 'proof' || level === 'redacted')",
    replace: "role === 'auditor' && level !== 'full'",
    tests: ['test/export/export-command.test.ts'],
  },
  {
    lost: 'that an export is written where main has offered',
    file: 'core/export/offered-targets.ts',
    find: 'if (!this.#paths.delete(target))',
    replace: 'if (target === "")',
    tests: ['test/export/export-command.test.ts'],
  },
  {
    lost: 'that a hash of client text is masked',
    file: 'core/export/mask/mask-value.ts',
    find: 'hash.test(value) ? hidden : maskText(value)',
    replace: 'maskText(value)',
    tests: ['test/export/mask.test.ts'],
  },
  {
    lost: 'that a look at what would be exported is on record before anything is read',
    file: 'core/export/preview-export.ts',
    find: `  access.write((writer) =>
    writer.record({ type: 'log.export-previewed', outcome: 'done', about: plan, sealed: {} }),
  )
`,
    replace: '',
    tests: previewed,
  },
  {
    lost: 'that only owners are shown names and words beforehand',
    file: 'core/host/handlers/export.ts',
    find: `      refuseUnlessMayExport({ access, scope }, 'log.previewExport', asked.level)\n`,
    replace: '',
    tests: previewed,
  },
]
