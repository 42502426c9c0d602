import type { Mutant } from './mutant.ts'

const note = ['test/audit/signed-note.test.ts', 'test/audit/checkpoint.test.ts']
const proof = ['test/audit/verify-proof.test.ts']

/** The cryptographic checks that the rest stands on (A2, K2). */
export const proofMutants: readonly Mutant[] = [
  {
    lost: 'that a checkpoint is signed',
    file: 'core/audit/signed-note.ts',
    find: `if (!known || !verify(null, Buffer.from(text, 'utf8'), key, blob.subarray(id.length)))`,
    replace: `if (!known)`,
    tests: note,
  },
  {
    lost: 'that a note has one spelling',
    file: 'core/audit/signed-note.ts',
    find: '    text + signatureLine(keyName, blob) === note &&\n',
    replace: '',
    tests: note,
  },
  {
    lost: 'that a checkpoint has one spelling',
    file: 'core/audit/checkpoint.ts',
    find: 'if (!isCheckpoint(checkpoint) || render(checkpoint) !== text)',
    replace: 'if (!isCheckpoint(checkpoint))',
    tests: note,
  },
  {
    lost: 'that a proof of consistency reaches the old root',
    file: 'core/audit/verify-proof.ts',
    find: 'return top && equal(old, oldRoot) && equal(grown, newRoot)',
    replace: 'return top && equal(grown, newRoot)',
    tests: proof,
  },
  {
    lost: 'that a proof of consistency reaches the new root',
    file: 'core/audit/verify-proof.ts',
    find: 'return top && equal(old, oldRoot) && equal(grown, newRoot)',
    replace: 'return top && equal(old, oldRoot)',
    tests: proof,
  },
  {
    lost: 'that a proof is used up',
    file: 'core/audit/verify-proof.ts',
    find: '  return sn === 0\n',
    replace: '  return sn >= 0\n',
    tests: proof,
  },
  {
    lost: 'that a commitment is salted',
    file: 'core/audit/commitment.ts',
    find: 'const salt = randomBytes(saltBytes)',
    replace: 'const salt = Buffer.alloc(saltBytes)',
    tests: ['test/audit/commitment.test.ts'],
  },
  {
    lost: 'that a wrap is bound to workspace, member and version',
    file: 'core/keys/wrap/wrap.ts',
    find: 'aad: contextBytes([format, workspace, member, keyVersion]),',
    replace: 'aad: contextBytes([format]),',
    tests: ['test/keys/wrap.test.ts'],
  },
  {
    lost: 'that what is sealed is bound to its purpose',
    file: 'core/keys/seal.ts',
    find: 'decipher.setAAD(Buffer.concat([Uint8Array.of(version), aad]))',
    replace: 'decipher.setAAD(Uint8Array.of(version))',
    tests: ['test/keys/seal.test.ts'],
  },
]
