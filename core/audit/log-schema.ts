/**
 * Tables of a log, format 1; the same in a workspace file and in firm.db. The guards stop what this program might do by
 * mistake: whoever holds the key and writes to the file can drop them, and the check at unlock tells (A2).
 */
export const logSchema = `
CREATE TABLE entry (
  seq  INTEGER PRIMARY KEY,
  leaf TEXT NOT NULL              -- canonical JSON
) STRICT;

CREATE TABLE opening (
  seq   INTEGER NOT NULL,
  field TEXT NOT NULL,
  salt  BLOB NOT NULL,            -- 32 bytes
  value TEXT NOT NULL,            -- canonical JSON
  PRIMARY KEY (seq, field)
) STRICT, WITHOUT ROWID;

-- which documents the openings of an entry derive from
CREATE TABLE opening_source (
  document TEXT NOT NULL,
  seq      INTEGER NOT NULL,
  PRIMARY KEY (document, seq)
) STRICT, WITHOUT ROWID;

-- hashes of the complete subtrees of the RFC 6962 tree; level 0 holds the leaf hashes
CREATE TABLE log_node (
  level    INTEGER NOT NULL,
  position INTEGER NOT NULL,
  hash     BLOB NOT NULL,
  PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;

-- signed notes, as main returned them
CREATE TABLE log_checkpoint (
  size INTEGER PRIMARY KEY,
  note TEXT NOT NULL
) STRICT;
`

/** Apart from the tables, so that a repair can take them off and put them back in one transaction. */
export const logGuards = `
CREATE TRIGGER entry_never_updated BEFORE UPDATE ON entry
  BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER entry_never_deleted BEFORE DELETE ON entry
  BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER entry_in_sequence BEFORE INSERT ON entry
  WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), -1) + 1 FROM entry)
  BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER opening_never_updated BEFORE UPDATE ON opening
  BEGIN SELECT RAISE(ABORT, 'an opening is written once'); END;
`

/** Names that must be there for a log to be whole. */
export const logTables = ['entry', 'opening', 'opening_source', 'log_node', 'log_checkpoint'] as const
export const logTriggers = [
  'entry_never_updated',
  'entry_never_deleted',
  'entry_in_sequence',
  'opening_never_updated',
] as const
