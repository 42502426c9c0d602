import type { Mutant } from './mutant.ts'

const view = ['test/isolation/readable.test.ts', 'test/isolation/readable-results.test.ts']
const readable = 'core/workspace/people/readable.ts'
const schema = 'core/workspace/schema.ts'
const passages = 'core/workspace/documents/passages.ts'
const documents = 'core/workspace/documents/documents.ts'

/** The member's view, table by table (R1, R2): each part of each condition, and each thing that keeps it fresh. */
const viewMutants: readonly Mutant[] = [
  {
    lost: 'the whole condition of what is readable',
    file: readable,
    find: 'return `EXISTS (',
    replace: 'return `1 OR EXISTS (',
    tests: view,
  },
  {
    lost: 'that the member’s group is one of the document’s',
    file: readable,
    find: 'JOIN main.group_member USING (group_id)',
    replace: 'JOIN main.group_member',
    tests: view,
  },
  {
    lost: 'that auditors read nothing',
    file: readable,
    find: `AND member.role IN ('owner', 'member')`,
    replace: '',
    tests: view,
  },
  {
    lost: 'that the group’s member is a member here',
    file: readable,
    find: 'ON member.id = group_member.member_id AND',
    replace: 'ON',
    tests: view,
  },
  {
    lost: 'that the member is the one who asks',
    file: readable,
    find: 'JOIN temp.me ON me.member_id = member.id',
    replace: '',
    tests: view,
  },
  {
    lost: 'that the groups are those of this very document',
    file: readable,
    find: `'document_group.document_key = document.key'`,
    replace: `'1'`,
    tests: view,
  },
  {
    lost: 'that only ready documents give passages',
    file: readable,
    find: `AND my_document.status = 'ready'`,
    replace: '',
    tests: view,
  },
  {
    lost: 'that passages are those of readable documents',
    file: readable,
    find: 'JOIN temp.my_document ON',
    replace: 'JOIN main.document AS my_document ON',
    tests: view,
  },
  {
    lost: 'that the cached set follows the epoch',
    file: readable,
    find: 'if (stale?.stale === 0) return',
    replace: 'if (stale && connection.prepare(`SELECT 1 FROM temp.my_passage_set`).get()) return',
    tests: view,
  },
  {
    lost: 'that the cached set is emptied before it is filled',
    file: readable,
    find: 'DELETE FROM temp.my_passage_set;\n    INSERT INTO',
    replace: 'INSERT OR REPLACE INTO',
    tests: view,
  },
  ...['member', 'group_member', 'document_group', 'document', 'passage'].map((table) => ({
    lost: `that a change of ${table} moves the epoch`,
    file: schema,
    find: `epochTriggers(['member', 'group_member', 'document_group', 'document', 'passage'])`,
    replace: `epochTriggers(['member', 'group_member', 'document_group', 'document', 'passage'].filter((one) => one !== '${table}'))`,
    tests: view,
  })),
  ...['INSERT', 'UPDATE', 'DELETE'].map((verb) => ({
    lost: `that an ${verb} moves the epoch`,
    file: schema,
    find: `['INSERT', 'UPDATE', 'DELETE'].map(`,
    replace: `['INSERT', 'UPDATE', 'DELETE'].filter((one) => one !== '${verb}').map(`,
    tests: view,
  })),
]

/** Each query that starts from the view, made to start from the base table instead (R1, R3). */
const queryMutants: readonly Mutant[] = [
  {
    lost: 'that totals count readable passages alone',
    file: passages,
    find: `AS words FROM temp.my_passage_set'`,
    replace: `AS words FROM main.passage'`,
    tests: view,
  },
  {
    lost: 'that totals look whether the set is fresh',
    file: passages,
    find: 'refreshReadable(this.#connection)\n    const row',
    replace: 'const row',
    tests: view,
  },
  {
    lost: 'that postings are those of readable passages',
    file: passages,
    find: 'JOIN temp.my_passage_set ON my_passage_set.key = passage_term.doc',
    replace: 'JOIN main.passage AS my_passage_set ON my_passage_set.key = passage_term.doc',
    tests: view,
  },
  {
    lost: 'that postings look whether the set is fresh',
    file: passages,
    find: 'refreshReadable(this.#connection)\n    return this.#connection\n      .prepare<Posting>',
    replace: 'return this.#connection\n      .prepare<Posting>',
    tests: view,
  },
  {
    lost: 'that the nearest are readable',
    file: passages,
    find: 'AND k = ? AND passage_key IN (SELECT key FROM temp.my_passage_set)',
    replace: 'AND k = ?',
    tests: view,
  },
  {
    lost: 'that the filter of the nearest is inside the search',
    file: passages,
    find: 'SELECT passage_key AS passage, distance FROM ${table}\n         WHERE embedding MATCH ? AND k = ? AND passage_key IN (SELECT key FROM temp.my_passage_set)',
    replace:
      'SELECT passage, distance FROM (SELECT passage_key AS passage, distance FROM ${table}\n         WHERE embedding MATCH ? AND k = ?) WHERE passage + 0 IN (SELECT key FROM temp.my_passage_set)',
    tests: view,
  },
  {
    lost: 'that the nearest look whether the set is fresh',
    file: passages,
    find: 'if (!table) return []\n    refreshReadable(this.#connection)',
    replace: 'if (!table) return []',
    tests: view,
  },
  {
    lost: 'that a passage by its key is readable',
    file: passages,
    find: 'FROM temp.my_passage\n       JOIN temp.my_document ON',
    replace: 'FROM main.passage AS my_passage\n       JOIN main.document AS my_document ON',
    tests: view,
  },
  {
    lost: 'that the place of a passage is told only where it is readable',
    file: passages,
    find: 'FROM temp.my_passage_set\n       JOIN main.passage ON',
    replace: 'FROM main.passage AS my_passage_set\n       JOIN main.passage ON',
    tests: view,
  },
  {
    lost: 'that places look whether the set is fresh',
    file: passages,
    find: 'refreshReadable(this.#connection)\n    const select',
    replace: 'const select',
    tests: view,
  },
  {
    lost: 'that a passage has its own page (R5)',
    file: passages,
    find: 'AND page.ordinal = my_passage.page_ordinal',
    replace: 'AND page.ordinal = 0',
    tests: view,
  },
  ...(
    [
      [
        'documents are listed, got and compared among readable ones',
        'AS groups\n  FROM temp.my_document`',
        'AS groups\n  FROM main.document AS my_document`',
      ],
      [
        'what waits is readable',
        `SELECT id FROM temp.my_document\n         WHERE status = 'waiting'`,
        `SELECT id FROM main.document AS my_document\n         WHERE status = 'waiting'`,
      ],
      [
        'what is there is readable',
        'SELECT 1 FROM temp.my_document WHERE id = json_each.value',
        'SELECT 1 FROM main.document WHERE id = json_each.value',
      ],
    ] as const
  ).map(([lost, find, replace]) => ({ lost: `that ${lost}`, file: documents, find, replace, tests: view })),
  ...(
    [
      ['the groups of a document are told only where it is readable', 'my_document.key = document_key'],
      ['an original is readable', 'my_document.key = original.document_key'],
      ['pages are readable', 'my_document.key = page.document_key WHERE my_document.id'],
      [
        'the text of a page is readable',
        'my_document.key = page.document_key\n         WHERE my_document.id',
      ],
    ] as const
  ).map(([lost, join]) => ({
    lost: `that ${lost}`,
    file: documents,
    find: `JOIN temp.my_document ON ${join}`,
    replace: `JOIN main.document AS my_document ON ${join}`,
    tests: view,
  })),
  {
    lost: 'that a duplicate has the same groups',
    file: documents,
    find: '.join() === wanted)',
    replace: '.join() !== null)',
    tests: view,
  },
  {
    lost: 'that a document is changed only by who may read it',
    file: 'core/workspace/documents/document-writer.ts',
    find: 'FROM temp.my_document WHERE id = ?',
    replace: 'FROM main.document WHERE id = ?',
    tests: view,
  },
  {
    lost: 'that one imports only into groups of one’s own',
    file: 'core/access/import-groups.ts',
    find: '.filter((group) => group.members.includes(member))',
    replace: '.filter((group) => group.members.length > 0 || group.members.includes(member))',
    tests: view,
  },
  {
    lost: 'that a finished document is not finished again',
    file: 'core/workspace/documents/document-writer.ts',
    find: `    if (status === 'ready') return
    this.#connection
      .prepare(\`UPDATE document SET status = 'ready'`,
    replace: `    if (status === '') return
    this.#connection
      .prepare(\`UPDATE document SET status = 'ready'`,
    tests: ['test/import/import-files.test.ts'],
  },
]

/** Orders and counts that must not hang on what else was imported (R1). */
const orderMutants: readonly Mutant[] = [
  {
    lost: 'that equals stand in the order of their public place',
    file: 'core/search/rank.ts',
    find: ' || comparePlaces(places, left.passage, right.passage)',
    replace: '',
    tests: view,
  },
  {
    lost: 'that all who share the last place are looked at',
    file: 'core/search/rank.ts',
    find: 'sorted.filter(({ score }) => score >= edge)',
    replace: 'sorted.slice(0, edge === -Infinity ? undefined : limit)',
    tests: view,
  },
  {
    lost: 'that all vectors that share the last place are fetched',
    file: 'core/search/vector.ts',
    find: 'if (whole || size >= mostNearest)',
    replace: 'if (whole || size > 0)',
    tests: view,
  },
]

export const retrievalMutants: readonly Mutant[] = [...viewMutants, ...queryMutants, ...orderMutants]
