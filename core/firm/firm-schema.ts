import { logGuards, logSchema } from '../audit/log-schema.ts'
import type { Migration } from '../database/migrate.ts'

/** The schema of firm.db. It knows clients by random id only, never by name. */
export const firmMigrations: readonly Migration[] = [
  `
${logSchema}
${logGuards}

CREATE TABLE firm (
  id   TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

CREATE TABLE staff (
  id          TEXT PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE,
  role        TEXT NOT NULL CHECK (role IN ('staff', 'operator')),
  public_key  BLOB NOT NULL,      -- X25519
  sealed_key  BLOB NOT NULL,      -- the account's private key
  stretch     TEXT,               -- how the passphrase is stretched; null: this computer's login
  created_ms  INTEGER NOT NULL
) STRICT;

CREATE TABLE workspace (
  id          TEXT PRIMARY KEY,
  key_version INTEGER NOT NULL,
  created_ms  INTEGER NOT NULL,
  -- last checkpoint that was signed for its log, a signed note; also in the key store
  anchor_note TEXT,
  -- the firm-log index up to which refusals were copied into the workspace's own log
  copied_to   INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE wrap (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  staff_id     TEXT NOT NULL REFERENCES staff (id),
  key_version  INTEGER NOT NULL,
  sealed       BLOB NOT NULL,
  PRIMARY KEY (workspace_id, staff_id)
) STRICT, WITHOUT ROWID;
`,
  `
-- When the recovery sheet of a workspace was typed back for the first time; null until then.
ALTER TABLE workspace ADD COLUMN sheet_confirmed_ms INTEGER;
-- 1 from when a new sheet was made until it is confirmed; the one before it opens the file until then.
ALTER TABLE workspace ADD COLUMN sheet_begun INTEGER NOT NULL DEFAULT 0 CHECK (sheet_begun IN (0, 1));
`,
]
