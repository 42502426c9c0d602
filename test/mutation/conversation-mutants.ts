import type { Mutant } from './mutant.ts'

const readable = 'core/workspace/people/readable.ts'
const erasing = 'core/workspace/threads/erase-from-threads.ts'
const asking = 'core/answer/ask.ts'
const quoting = 'core/answer/quote-answer.ts'
const ending = 'core/answer/answer-entries.ts'
const writing = 'core/answer/write-answer.ts'
const threads = ['test/threads/threads.test.ts']
const deleted = ['test/threads/deleted-document.test.ts']
const asked = ['test/answer/ask.test.ts']
const written = ['test/answer/write-answer.test.ts', 'test/threads/follow-up.test.ts']

/** Whose a thread is, and when a reply in it is readable (S3, R7). */
const threadMutants: readonly Mutant[] = [
  {
    lost: 'that a thread is its member’s own',
    file: readable,
    find: 'FROM main.thread JOIN temp.me USING (member_id)',
    replace: 'FROM main.thread',
    tests: threads,
  },
  {
    lost: 'that only one’s own thread is changed, or asked in',
    file: 'core/workspace/threads/thread-writer.ts',
    find: 'SELECT key FROM temp.my_thread WHERE id = ?',
    replace: 'SELECT key FROM main.thread WHERE id = ?',
    tests: threads,
  },
  {
    lost: 'that a reply rests on documents that can be read, not only on ones that are there',
    file: readable,
    find: 'SELECT 1 FROM temp.my_document WHERE my_document.id = turn_source.document',
    replace: 'SELECT 1 FROM main.document WHERE document.id = turn_source.document',
    tests: threads,
  },
  {
    lost: 'that every source is looked at, not the first',
    file: readable,
    find: 'WHERE turn_source.turn_key = turn.key',
    replace:
      'WHERE turn_source.document = (SELECT min(document) FROM main.turn_source AS one WHERE one.turn_key = turn.key)\n          AND turn_source.turn_key = turn.key',
    tests: threads,
  },
  {
    lost: 'that a reply which is not readable is hidden',
    file: 'core/workspace/threads/threads.ts',
    find: 'iif(readable, reply, NULL) AS reply, iif(readable, text, NULL) AS text',
    replace: 'reply, text',
    tests: threads,
  },
  {
    lost: 'that a turn is told once its answer has ended',
    file: 'core/workspace/threads/threads.ts',
    find: 'AND reply IS NOT NULL ',
    replace: '',
    tests: threads,
  },
]

/** What a deletion takes with it (R6). */
const deletionMutants: readonly Mutant[] = [
  {
    lost: 'that threads are looked through',
    file: 'core/workspace/documents/document-writer.ts',
    find: '    eraseFromThreads(this.#connection, id)\n',
    replace: '',
    tests: deleted,
  },
  {
    lost: 'that quotations go',
    file: erasing,
    find: `      connection.prepare('DELETE FROM turn_citation WHERE turn_key = ?').run(key)\n`,
    replace: '',
    tests: deleted,
  },
  {
    lost: 'that the text of a reply goes',
    file: erasing,
    find: `SET reply = 'erased', text = '', written = NULL WHERE`,
    replace: `SET reply = 'erased', written = NULL WHERE`,
    tests: deleted,
  },
  {
    lost: 'that an erased reply stays erased',
    file: erasing,
    find: `SET reply = 'erased', text`,
    replace: `SET text`,
    tests: deleted,
  },
  {
    lost: 'that a question which repeats the document goes',
    file: erasing,
    find: 'if (repeats(connection, question, document, sources))',
    replace: 'if (sources.length > 1_000)',
    tests: deleted,
  },
  {
    lost: 'that a name which repeats the document goes',
    file: erasing,
    find: 'const repeated = named === 1 && ',
    replace: 'const repeated = named === 2 && ',
    tests: deleted,
  },
  {
    lost: 'that a title made of a question goes with it',
    file: erasing,
    find: 'if (named === 0 || repeated)',
    replace: 'if (repeated)',
    tests: deleted,
  },
  {
    lost: 'that it is told from what was in the prompt alone (R1)',
    file: erasing,
    find: 'JSON.stringify(sources.filter((source) => source !== document))',
    replace: `JSON.stringify(connection.prepare<{ id: string }>('SELECT id FROM document').all().map(({ id }) => id).filter((one) => one !== document))`,
    tests: deleted,
  },
  {
    lost: 'that the journal is emptied',
    file: 'core/database/connection.ts',
    find: `this.#driver.pragma('wal_checkpoint(truncate)')`,
    replace: `this.#driver.pragma('wal_checkpoint(passive)')`,
    tests: deleted,
  },
  {
    lost: 'that a name goes from the log with the documents it may speak of',
    file: 'core/workspace/threads/thread-writer.ts',
    find: 'sources: sources.map(({ document }) => DocumentId.parse(document)),',
    replace: 'sources: sources.length > 1_000 ? [DocumentId.parse(id)] : [],',
    tests: deleted,
  },
  {
    lost: 'that a file which waits goes with its document',
    file: 'core/workspace/schema.ts',
    find: 'document_key INTEGER REFERENCES document (key) ON DELETE CASCADE  -- once',
    replace: 'document_key INTEGER  -- once',
    tests: deleted,
  },
]

/** An answer that is stopped, or loses its ground, on the way (A1, R6, R7). */
const answerMutants: readonly Mutant[] = [
  {
    lost: 'that a stop is heeded between two sentences',
    file: quoting,
    find: `  for (const citation of citations) {
    if (signal.aborted) return { kind: 'stopped', ...said() }`,
    replace: '  for (const citation of citations) {',
    tests: asked,
  },
  {
    lost: 'that a stop is heeded before the first sentence',
    file: quoting,
    find: `  if (signal.aborted) return { kind: 'stopped', ...said() }
  const citations`,
    replace: '  const citations',
    tests: asked,
  },
  {
    lost: 'that an answer stopped before it began leaves nothing',
    file: asking,
    find: `  if (signal.aborted) throw new BulkheadError('cancelled', 'Stopped before the answer began.')\n`,
    replace: '',
    tests: asked,
  },
  {
    lost: 'that the entry holds the text that was shown',
    file: ending,
    find: `text: reply?.text ?? shown`,
    replace: `text: reply ? '' : ''`,
    tests: asked,
  },
  {
    lost: 'that a stopped answer is recorded as one',
    file: ending,
    find: `return wasStopped ? 'stopped' : 'done'`,
    replace: `return wasStopped ? 'done' : 'done'`,
    tests: asked,
  },
  {
    lost: 'that an answer whose document went is not given',
    file: quoting,
    find: `  if (!access.reader.documents.has(sources)) throw sourceGone()
  return`,
    replace: '  return',
    tests: asked,
  },
  {
    lost: 'that an answer is kept with the documents of its prompt',
    file: 'core/workspace/threads/thread-writer.ts',
    find: 'for (const document of sources)',
    replace: 'for (const document of sources.slice(1))',
    tests: [...threads, ...deleted],
  },
]

/** What a log tells of an entry (R7). */
const openingMutants: readonly Mutant[] = [
  {
    lost: 'that only owners see what commitments stand for',
    file: 'core/workspace/log-reader.ts',
    find: `ON member.id = me.member_id WHERE member.role = 'owner')\n`,
    replace: `ON member.id = me.member_id)\n`,
    tests: ['test/host/log-entry.test.ts'],
  },
  {
    lost: 'that an owner sees it where every source can be read',
    file: 'core/workspace/log-reader.ts',
    find: 'AND NOT EXISTS (SELECT 1 FROM temp.my_document WHERE my_document.id = opening_source.document)',
    replace: 'AND NOT EXISTS (SELECT 1 FROM main.document WHERE document.id = opening_source.document)',
    tests: ['test/host/log-entry.test.ts'],
  },
]

/** What a model may do, and what is said of what it wrote (M3, M5, M6, R7). */
const modelMutants: readonly Mutant[] = [
  {
    lost: 'that a model searches once',
    file: writing,
    find: `const maySearch = first && this.#mode === 'documents'`,
    replace: `const maySearch = this.#mode === 'documents'`,
    tests: ['test/answer/injection.test.ts', ...written],
  },
  {
    lost: 'that an answer rests on what the earlier answers in its prompt were made from',
    file: writing,
    find: `...hits.map(({ document }) => document), ...earlier])]`,
    replace: `...hits.map(({ document }) => document)])]`,
    tests: written,
  },
  {
    lost: 'that a document that goes ends the writing',
    file: writing,
    find: `    if (!this.#asked.access.reader.documents.has(this.#sources)) {
      this.#gone = true`,
    replace: `    if (text === this.#held) {
      this.#gone = true`,
    tests: written,
  },
  {
    lost: 'that a number that no passage has is no support',
    file: 'core/answer/cite/check-sentences.ts',
    find: `const support = numbersHold(sentence, cited) ? `,
    replace: `const support = sentence !== '' ? `,
    tests: written,
  },
  {
    lost: 'that an address has to stand in the cited passage',
    file: 'core/answer/cite/find-links.ts',
    find: `return known.has(link) ? `,
    replace: `return link !== '' ? `,
    tests: written,
  },
  {
    lost: 'that words of passages carry the mark of data',
    file: 'core/answer/prompt/datamark.ts',
    find: `.map((line) => datamark + line.replaceAll(/\\s+/gu, datamark))`,
    replace: '',
    tests: written,
  },
  {
    lost: 'that a statement which names another client is refused',
    file: 'core/answer/adapters/check-statement.ts',
    find: `if (hasName(new TextEncoder().encode(statement.normalize('NFC')), others))`,
    replace: `if (hasName(new TextEncoder().encode(''), others))`,
    tests: ['test/answer/adapters.test.ts'],
  },
  {
    lost: 'that the file of an adapter has no name while it is read',
    file: 'core/answer/adapters/private-file.ts',
    find: `if (inMemory) dropName()`,
    replace: '',
    tests: ['test/answer/adapters.test.ts'],
  },
]

export const conversationMutants: readonly Mutant[] = [
  ...threadMutants,
  ...modelMutants,
  ...deletionMutants,
  ...answerMutants,
  ...openingMutants,
]
