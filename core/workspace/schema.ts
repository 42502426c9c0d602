import type { Migration } from '../database/migrate.ts'
import { logGuards, logSchema } from '../audit/log-schema.ts'
import { tokenizer } from './documents/tokenizer.ts'

/**
 * The schema of a workspace file. Base tables are named only in this folder; everyone else goes through the member's
 * view (`readable.ts`). Each step is final once released (K6).
 */
export const workspaceMigrations: readonly Migration[] = [
  `
${logSchema}
${logGuards}

CREATE TABLE workspace (
  id          TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  colour      INTEGER NOT NULL CHECK (colour BETWEEN 0 AND 7),
  key_version INTEGER NOT NULL,
  created_ms  INTEGER NOT NULL
) STRICT;

-- Access. These four tables are a projection of the log: unlock holds them against it (A2).
CREATE TABLE member (
  id         TEXT PRIMARY KEY,
  role       TEXT NOT NULL CHECK (role IN ('owner', 'member', 'auditor')),
  public_key BLOB NOT NULL,       -- X25519, 32 bytes: pinned here, never taken from firm.db
  name       TEXT NOT NULL
) STRICT;

CREATE TABLE access_group (
  id       TEXT PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE,
  everyone INTEGER NOT NULL DEFAULT 0 CHECK (everyone IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX access_group_everyone ON access_group (everyone) WHERE everyone = 1;

CREATE TABLE group_member (
  group_id  TEXT NOT NULL REFERENCES access_group (id),
  member_id TEXT NOT NULL REFERENCES member (id),
  PRIMARY KEY (group_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_member_member ON group_member (member_id);

CREATE TABLE document_group (
  document_key INTEGER NOT NULL REFERENCES document (key) ON DELETE CASCADE,
  group_id     TEXT NOT NULL REFERENCES access_group (id),
  PRIMARY KEY (document_key, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_group_group ON document_group (group_id);

-- Documents. AUTOINCREMENT: a key is never used again, so nothing of a deleted document can be met under a new one.
CREATE TABLE document (
  key         INTEGER PRIMARY KEY AUTOINCREMENT,
  id          TEXT NOT NULL UNIQUE,
  title       TEXT NOT NULL,
  sha256      BLOB NOT NULL,      -- of the original
  bytes       INTEGER NOT NULL,
  format      TEXT,               -- known once it was read
  status      TEXT NOT NULL CHECK (status IN ('waiting', 'ready', 'failed')),
  reason      TEXT,               -- a sentence, where it failed
  added_ms    INTEGER NOT NULL,
  added_by    TEXT NOT NULL
) STRICT;
CREATE INDEX document_sha256 ON document (sha256);
CREATE INDEX document_waiting ON document (status) WHERE status = 'waiting';

CREATE TABLE original (
  document_key INTEGER PRIMARY KEY REFERENCES document (key) ON DELETE CASCADE,
  bytes        BLOB NOT NULL
) STRICT;

CREATE TABLE page (
  document_key INTEGER NOT NULL REFERENCES document (key) ON DELETE CASCADE,
  ordinal      INTEGER NOT NULL,  -- from 0
  number       INTEGER,           -- from 1; null where the format has no pages (R5)
  text         TEXT NOT NULL,
  PRIMARY KEY (document_key, ordinal)
) STRICT;

CREATE TABLE passage (
  key          INTEGER PRIMARY KEY AUTOINCREMENT,
  document_key INTEGER NOT NULL REFERENCES document (key) ON DELETE CASCADE,
  ordinal      INTEGER NOT NULL,  -- from 0 inside the document
  page_ordinal INTEGER NOT NULL,
  span_start   INTEGER NOT NULL,  -- UTF-16 code units in the page's text
  span_end     INTEGER NOT NULL,
  heading      TEXT,
  text         TEXT NOT NULL,
  words        INTEGER NOT NULL,  -- terms in the keyword index
  UNIQUE (document_key, ordinal)
) STRICT;

-- Postings only: the text stands in "passage". secure-delete takes deleted terms out of the segments at once (R6).
CREATE VIRTUAL TABLE passage_index USING fts5(body, content = '', tokenize = "${tokenizer}");
INSERT INTO passage_index (passage_index, rank) VALUES ('secure-delete', 1);
CREATE VIRTUAL TABLE passage_term USING fts5vocab(passage_index, 'instance');

-- One table of vectors for each embedder in use; made by vector-index.ts.
CREATE TABLE vector_index (
  key       INTEGER PRIMARY KEY AUTOINCREMENT,
  model     TEXT NOT NULL,
  sha256    TEXT NOT NULL UNIQUE,
  dimension INTEGER NOT NULL,
  serving   INTEGER NOT NULL CHECK (serving IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX vector_index_serving ON vector_index (serving) WHERE serving = 1;

-- Answers that began; a missing end is recorded at the next unlock.
CREATE TABLE answer (
  id        TEXT PRIMARY KEY,
  member_id TEXT NOT NULL,
  began_ms  INTEGER NOT NULL,
  ended     INTEGER NOT NULL DEFAULT 0 CHECK (ended IN (0, 1))
) STRICT;
CREATE INDEX answer_open ON answer (ended) WHERE ended = 0;

-- Moves whenever what somebody may read may have changed; a trigger cannot be forgotten by a caller.
CREATE TABLE readable_epoch (value INTEGER NOT NULL) STRICT;
INSERT INTO readable_epoch VALUES (0);
${epochTriggers(['member', 'group_member', 'document_group', 'document', 'passage'])}
`,
  `
-- Conversations, each its member's own. What a reply is made from is named by id, not by key: it outlives the document.
CREATE TABLE thread (
  key        INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT NOT NULL UNIQUE,
  member_id  TEXT NOT NULL,
  title      TEXT NOT NULL,
  named      INTEGER NOT NULL DEFAULT 0 CHECK (named IN (0, 1)),  -- by a person; else from its first question
  updated_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX thread_member ON thread (member_id, updated_ms);

CREATE TABLE turn (
  key        INTEGER PRIMARY KEY AUTOINCREMENT,
  thread_key INTEGER NOT NULL REFERENCES thread (key) ON DELETE CASCADE,
  answer_id  TEXT NOT NULL UNIQUE REFERENCES answer (id),
  asked_ms   INTEGER NOT NULL,
  question   TEXT NOT NULL,
  -- null until it ended; 'erased' where a document of its prompt was deleted
  reply      TEXT CHECK (reply IN ('answered', 'not-found', 'stopped', 'interrupted', 'erased')),
  text       TEXT NOT NULL DEFAULT '',
  entry      INTEGER                  -- seq of the entry that it ended with
) STRICT;
CREATE INDEX turn_thread ON turn (thread_key);

CREATE TABLE turn_citation (
  turn_key   INTEGER NOT NULL REFERENCES turn (key) ON DELETE CASCADE,
  ordinal    INTEGER NOT NULL,
  document   TEXT NOT NULL,
  page       INTEGER,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  quote      TEXT NOT NULL,
  PRIMARY KEY (turn_key, ordinal)
) STRICT;

-- Every document that was among the passages of the prompt (R6, R7).
CREATE TABLE turn_source (
  turn_key INTEGER NOT NULL REFERENCES turn (key) ON DELETE CASCADE,
  document TEXT NOT NULL,
  PRIMARY KEY (turn_key, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX turn_source_document ON turn_source (document);

-- Files of an import that were not read to their end, each its member's own; in the order of the keys.
CREATE TABLE waiting_file (
  key          INTEGER PRIMARY KEY AUTOINCREMENT,
  member_id    TEXT NOT NULL,
  path         TEXT NOT NULL,         -- on the machine
  name         TEXT NOT NULL,         -- the path below what was picked
  groups       TEXT NOT NULL,         -- JSON array of group ids, sorted
  document_key INTEGER REFERENCES document (key) ON DELETE CASCADE  -- once its original is kept
) STRICT;
CREATE INDEX waiting_file_member ON waiting_file (member_id);
CREATE INDEX waiting_file_document ON waiting_file (document_key);

-- From an entry to the documents that its openings derive from.
CREATE INDEX opening_source_seq ON opening_source (seq);
`,
  `
-- The folder that a document was brought in with: its path below what was picked. A document that came alone has none.
CREATE TABLE document_folder (
  document_key INTEGER PRIMARY KEY REFERENCES document (key) ON DELETE CASCADE,
  folder       TEXT NOT NULL
) STRICT;

-- With whom threads are shared: access, so these two are a projection of the log as well (A2). A thread is named by id:
-- one that goes with the documents it rested on leaves no entry of its own, and then nothing here leads anywhere.
CREATE TABLE thread_reader_group (
  thread_id TEXT NOT NULL,
  group_id  TEXT NOT NULL REFERENCES access_group (id),
  PRIMARY KEY (thread_id, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_reader_group_group ON thread_reader_group (group_id);

CREATE TABLE thread_reader (
  thread_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  PRIMARY KEY (thread_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_reader_member ON thread_reader (member_id);
`,
  `
-- Which models this client's workspace works with; without a row the embedder that comes with the app, and no other.
CREATE TABLE model_choice (
  task   TEXT PRIMARY KEY CHECK (task IN ('embed', 'rerank', 'generate')),
  name   TEXT NOT NULL,
  sha256 TEXT NOT NULL              -- over all files of the model: wherever the file is opened, it is this one or none
) STRICT;
`,
  `
-- JSON of what is kept of a reply that a model wrote: its sentences, model and flags; null for quotations.
ALTER TABLE turn ADD COLUMN written TEXT;

-- What the owners want of every answer. One row once it was set.
CREATE TABLE answer_settings (
  one          INTEGER PRIMARY KEY CHECK (one = 1),
  instructions TEXT NOT NULL,
  temperature  REAL NOT NULL
) STRICT;

-- Questions to ask again, for all members.
CREATE TABLE saved_prompt (
  key        INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT NOT NULL UNIQUE,
  member_id  TEXT NOT NULL,
  title      TEXT NOT NULL,
  text       TEXT NOT NULL
) STRICT;

-- LoRA adapters: in this file alone (M3). At most one is in use.
CREATE TABLE adapter (
  key       INTEGER PRIMARY KEY AUTOINCREMENT,
  id        TEXT NOT NULL UNIQUE,
  name      TEXT NOT NULL,
  sha256    TEXT NOT NULL,
  statement TEXT NOT NULL,        -- what it was trained on, as whoever brought it says
  bytes     BLOB NOT NULL,
  added_ms  INTEGER NOT NULL,
  added_by  TEXT NOT NULL,
  chosen    INTEGER NOT NULL DEFAULT 0 CHECK (chosen IN (0, 1)),
  on_disk_accepted INTEGER NOT NULL DEFAULT 0 CHECK (on_disk_accepted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX adapter_chosen ON adapter (chosen) WHERE chosen = 1;
`,
  `
-- Folders with groups of their own, which what is imported into them later takes: access, so a projection of the log as
-- well (A2). Each goes with the last document in it.
CREATE TABLE folder (
  id   TEXT PRIMARY KEY,
  path TEXT NOT NULL UNIQUE       -- with slashes, below what was picked
) STRICT;

CREATE TABLE folder_group (
  folder_id TEXT NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
  group_id  TEXT NOT NULL REFERENCES access_group (id),
  PRIMARY KEY (folder_id, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX folder_group_group ON folder_group (group_id);
`,
]

/** Tables that say who may read what. */
export const accessTables = [
  'member',
  'access_group',
  'group_member',
  'document_group',
  'document',
  'folder',
  'folder_group',
  'thread_reader_group',
  'thread_reader',
] as const

/** Tables without which a file is not a workspace; the log's own are checked with the log. */
export const baseTables = [
  'workspace',
  'member',
  'access_group',
  'group_member',
  'document_group',
  'document',
  'original',
  'page',
  'passage',
  'passage_index',
  'vector_index',
  'answer',
  'readable_epoch',
  'thread',
  'turn',
  'turn_citation',
  'turn_source',
  'waiting_file',
  'document_folder',
  'thread_reader_group',
  'thread_reader',
  'model_choice',
  'answer_settings',
  'saved_prompt',
  'adapter',
  'folder',
  'folder_group',
] as const

function epochTriggers(tables: readonly string[]): string {
  return tables
    .flatMap((table) =>
      ['INSERT', 'UPDATE', 'DELETE'].map(
        (verb) => `CREATE TRIGGER ${table}_${verb.toLowerCase()}_moves_epoch AFTER ${verb} ON ${table}
  BEGIN UPDATE readable_epoch SET value = value + 1; END;`,
      ),
    )
    .join('\n')
}
