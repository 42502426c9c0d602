import type { Mutant } from './mutant.ts'

const installing = ['test/models/installer.test.ts']
const chosen = ['test/models/chosen-models.test.ts']

/** What a model is, where it comes from, and which one serves (M2, N1, R1). */
export const modelMutants: readonly Mutant[] = [
  {
    lost: 'that what was downloaded is compared with its hash',
    file: 'core/host/models/installer.ts',
    find: 'if ((await sha256OfFile(part, signal)) !== file.sha256)',
    replace: 'if ((await sha256OfFile(part, signal)) === "")',
    tests: installing,
  },
  {
    lost: 'that a redirect leads only to hosts that the catalogue names',
    file: 'core/install/https-get.ts',
    find: 'if (!isPlain || !isAllowed)',
    replace: 'if (!isPlain)',
    tests: installing,
  },
  {
    lost: 'that nothing but HTTPS is spoken',
    file: 'core/install/https-get.ts',
    find: "url.protocol === 'https:' && ",
    replace: '',
    tests: installing,
  },
  {
    lost: 'that a server shows who it is, whatever the environment says',
    file: 'core/install/https-get.ts',
    find: 'rejectUnauthorized: true,',
    replace: '',
    tests: installing,
  },
  {
    lost: 'that downloading, once off, is off for good',
    file: 'core/host/models/installer.ts',
    find: 'if (areDownloadsOff(firm))',
    replace: 'if (areDownloadsOff(firm) && this.#running.size > 0)',
    tests: installing,
  },
  {
    lost: 'that a file whose identity has changed is hashed again',
    file: 'core/models/verify-model.ts',
    find: 'if (!before || !isSameIdentity(before, identity)) {',
    replace: 'if (!before) {',
    tests: ['test/models/embedders.test.ts', 'test/models/model-store.test.ts'],
  },
  {
    lost: 'that the old vectors serve until the new ones are whole',
    file: 'core/workspace/models/index-rebuild.ts',
    find: 'if (this.next(1).length > 0) return false',
    replace: '',
    tests: chosen,
  },
  {
    lost: 'that how far it is counts only what one may read',
    file: 'core/workspace/models/model-reader.ts',
    find: 'FROM temp.my_passage_set`,',
    replace: 'FROM main.passage`,',
    tests: chosen,
  },
  {
    lost: 'that a reranker has a deadline',
    file: 'core/search/rerank.ts',
    find: 'const stop = signal ? AbortSignal.any([signal, deadline]) : deadline',
    replace: 'const stop = signal ?? new AbortController().signal',
    tests: chosen,
  },
]
