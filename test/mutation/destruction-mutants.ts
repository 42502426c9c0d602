import type { Mutant } from './mutant.ts'

const destroying = ['test/destruction/destroy.test.ts']
const killed = ['test/destruction/killed-destruction.test.ts']

/** What goes when a client is destroyed, who may say so, and what is certified of it (K7). */
export const destructionMutants: readonly Mutant[] = [
  {
    lost: 'that a destruction is an owner’s decision',
    file: 'core/host/destructions.ts',
    find: `      await open.act('workspaces.destroy')\n`,
    replace: '',
    tests: destroying,
  },
  {
    lost: 'that the client’s name is typed before a destruction',
    file: 'core/host/destructions.ts',
    find: '      await refuseOtherName(firm, workspace, name)\n',
    replace: '',
    tests: destroying,
  },
  {
    lost: 'that the passphrase is asked for again before a destruction',
    file: 'core/host/destructions.ts',
    find: '      await requirePassphrase(firm, passphrase, attempts)\n',
    replace: '',
    tests: destroying,
  },
  {
    lost: 'that the decision to destroy shuts a client at once',
    file: 'core/firm/firm-schema.ts',
    find: 'WHERE destruction.workspace_id = wrap.workspace_id AND destruction.ended_ms IS NULL);',
    replace: 'WHERE destruction.workspace_id = wrap.staff_id AND destruction.ended_ms IS NULL);',
    tests: killed,
  },
  {
    lost: 'that a destruction takes the wraps',
    file: 'core/firm/destruction/go-on-destroying.ts',
    find: '    () => dropWraps(firm, before, found),\n',
    replace: '',
    tests: killed,
  },
  {
    lost: 'that a destruction takes the shares',
    file: 'core/firm/destruction/go-on-destroying.ts',
    find: '    () => dropShares(firm, workspace),\n',
    replace: '',
    tests: killed,
  },
  {
    lost: 'that a destruction takes the share of a next key',
    file: 'core/firm/destruction/go-on-destroying.ts',
    find: '  store.delete(nextShareItem(workspace))\n',
    replace: '',
    tests: killed,
  },
  {
    lost: 'that a destruction takes what a recovery sheet opens',
    file: 'core/firm/destruction/go-on-destroying.ts',
    find: '    () => dropFiles(firm, keyFiles),\n',
    replace: '',
    tests: killed,
  },
  {
    lost: 'that a destruction takes what an earlier firm left of the client',
    file: 'core/firm/destruction/found.ts',
    find: 'return [...own, ...earlier]',
    replace: 'return earlier.length < 0 ? earlier : own',
    tests: killed,
  },
  {
    lost: 'that a destruction takes what was released to operators',
    file: 'core/firm/destruction/found.ts',
    find: 'files: [...filesOf(firm, workspace), ...releasesOf(firm, workspace)],',
    replace: 'files: releasesOf(firm, workspace).length < 0 ? [] : filesOf(firm, workspace),',
    tests: killed,
  },
  {
    lost: 'that a destruction takes the lines of the diagnostic log',
    file: 'core/firm/destruction/go-on-destroying.ts',
    find: '    () => diagnostics.forget(workspace),\n',
    replace: '',
    tests: killed,
  },
  {
    lost: 'that a certificate comes after everything was looked for once more',
    file: 'core/firm/destruction/go-on-destroying.ts',
    find: 'if (remaining.keys + remaining.files > 0) return { remaining, certificate: null }',
    replace: '',
    tests: destroying,
  },
  {
    lost: 'that what was removed before a kill is counted',
    file: 'core/firm/destruction/go-on-destroying.ts',
    find: 'const found = bothFound(before, findAll(firm, workspace))',
    replace: 'const found = bothFound({ ...before, files: [] }, findAll(firm, workspace))',
    tests: killed,
  },
  {
    lost: 'that a destruction goes on at the next sign-in',
    file: 'core/host/main.ts',
    find: '        this.#destructions.goOn(this.#firm)\n',
    replace: '',
    tests: destroying,
  },
  {
    lost: 'that nothing is brought in under the hand of a destruction',
    file: 'core/firm/recover-workspace.ts',
    find: '  if (isBeingDestroyed(firm, id))\n',
    replace: `  if (isBeingDestroyed(firm, id) && id.startsWith('x'))\n`,
    tests: destroying,
  },
  {
    lost: 'that a certificate is signed over all its words',
    file: 'core/audit/certificate.ts',
    find: 'return openNote(note, keyName(destruction), publicKey).includes(`\\nDestruction  ${destruction}\\n`)',
    replace: 'return publicKey.length === 32 || openNote.length > 9',
    tests: destroying,
  },
  {
    lost: 'that only a certificate of this firm is saved as one',
    file: 'core/host/destructions.ts',
    find: 'if (!isCertificate(certificate, signedIn().signingKey))\n          throw',
    replace: 'if (certificate.length === 0)\n          throw',
    tests: destroying,
  },
]
