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
  `
-- A change of a workspace's key that was prepared and has not ended. What is sealed in it is for those who stay.
CREATE TABLE rekey (
  workspace_id TEXT PRIMARY KEY REFERENCES workspace (id),
  key_version  INTEGER NOT NULL
) STRICT;

CREATE TABLE rekey_wrap (
  workspace_id TEXT NOT NULL REFERENCES rekey (workspace_id) ON DELETE CASCADE,
  staff_id     TEXT NOT NULL REFERENCES staff (id),
  sealed       BLOB NOT NULL,
  PRIMARY KEY (workspace_id, staff_id)
) STRICT, WITHOUT ROWID;

-- Set while an account may not be used.
ALTER TABLE staff ADD COLUMN suspended_ms INTEGER;
-- A new passphrase that may or may not have reached the key store: sign-in finds out which (see change-passphrase.ts).
ALTER TABLE staff ADD COLUMN next_sealed_key BLOB;

-- Whose account was removed, so that the log can still say who it was. No key is kept.
CREATE TABLE former_staff (
  id         TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  role       TEXT NOT NULL CHECK (role IN ('staff', 'operator')),
  removed_ms INTEGER NOT NULL
) STRICT;
`,
  `
-- Models of this installation. What each has to be is pinned here, where nobody without the key can change it (M2).
CREATE TABLE model (
  id           TEXT PRIMARY KEY,
  sha256       TEXT NOT NULL UNIQUE,
  entry        TEXT NOT NULL,      -- JSON: what it is, and the hash of each file
  identities   TEXT NOT NULL,      -- JSON: of each file when it was last hashed
  installed_ms INTEGER NOT NULL
) STRICT;

-- Downloads that were begun: what is there already stands in the folder of downloads.
CREATE TABLE model_download (
  name   TEXT PRIMARY KEY,         -- of the catalogue
  sha256 TEXT NOT NULL             -- of the model that was meant
) STRICT;

-- A row says that nothing is downloaded here any more; nothing in the app takes it back.
CREATE TABLE downloads_off (since_ms INTEGER NOT NULL) STRICT;
`,
  `
-- How far a workspace's log has taken over what this one says of it, that log says itself.
ALTER TABLE workspace DROP COLUMN copied_to;
`,
  `
-- What is destroyed, or was. A row without an end is a decision that goes on at every sign-in until it has one.
CREATE TABLE destruction (
  id           TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,      -- which may come back from a backup, and be destroyed again
  staff_id     TEXT NOT NULL,      -- who decided it
  began_ms     INTEGER NOT NULL,
  members      TEXT NOT NULL,      -- JSON: ids of those to whom it was sealed
  written      TEXT NOT NULL,      -- JSON: what its own log says was written to elsewhere
  found        TEXT NOT NULL,      -- JSON: what was found of it so far, to be counted once it is gone
  last_note    TEXT,               -- last checkpoint that was signed for its log
  ended_ms     INTEGER,
  certificate  TEXT                -- without the client's name
) STRICT;

-- What opens a workspace that nobody has decided to destroy.
CREATE VIEW live_wrap AS
  SELECT * FROM wrap WHERE NOT EXISTS (
    SELECT 1 FROM destruction
    WHERE destruction.workspace_id = wrap.workspace_id AND destruction.ended_ms IS NULL);
`,
]
