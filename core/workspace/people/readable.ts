import type { Connection } from '../../database/connection.ts'
import type { StaffId } from '../../ids.ts'

/**
 * The condition of a row that is readable by the groups it lists, by nobody if it lists none, and by no auditor (R1, R2).
 *
 * @param listed the table with its groups
 * @param ofRow which of them are this row's
 */
function readable(listed: string, ofRow: string): string {
  return `EXISTS (
        SELECT 1
        FROM main.${listed}
        JOIN main.group_member USING (group_id)
        JOIN main.member ON member.id = group_member.member_id AND member.role IN ('owner', 'member')
        JOIN temp.me ON me.member_id = member.id
        WHERE ${ofRow}
      )`
}

/**
 * The member's view. `my_document`, `my_passage` and `my_folder` (a folder that has groups of its own) are all of the
 * workspace that exists for this member. `my_thread`, `my_turn` and `my_waiting_file` are what is this member's alone;
 * `shared_thread` and `shared_turn` what others share with them, as far as they may read it. Every query outside of this
 * folder starts from them. They are temporary, so they belong to this connection and are gone with it.
 */
export function createReadableViews(connection: Connection, member: StaffId): void {
  connection.execute(`
    CREATE TEMP TABLE me (member_id TEXT NOT NULL) STRICT;

    CREATE TEMP VIEW my_document AS
      SELECT document.* FROM main.document
      WHERE ${readable('document_group', 'document_group.document_key = document.key')};

    CREATE TEMP VIEW my_folder AS
      SELECT folder.* FROM main.folder
      WHERE ${readable('folder_group', 'folder_group.folder_id = folder.id')};

    CREATE TEMP VIEW my_passage AS
      SELECT passage.* FROM main.passage
      JOIN temp.my_document ON my_document.key = passage.document_key AND my_document.status = 'ready';

    CREATE TEMP VIEW my_thread AS
      SELECT thread.* FROM main.thread JOIN temp.me USING (member_id);

    -- A reply exists for a member as long as every document of its prompt does (R7).
    CREATE TEMP VIEW any_turn AS
      SELECT turn.*, NOT EXISTS (
        SELECT 1 FROM main.turn_source
        WHERE turn_source.turn_key = turn.key
          AND NOT EXISTS (SELECT 1 FROM temp.my_document WHERE my_document.id = turn_source.document)
      ) AS readable
      FROM main.turn;

    CREATE TEMP VIEW my_turn AS
      SELECT any_turn.* FROM temp.any_turn JOIN temp.my_thread ON my_thread.key = any_turn.thread_key;

    -- Somebody else's threads that they share with this member; not with an auditor.
    CREATE TEMP VIEW shared_thread AS
      SELECT thread.* FROM main.thread
      JOIN temp.me
      JOIN main.member ON member.id = me.member_id AND member.role <> 'auditor'
      WHERE thread.member_id <> member.id AND (
        EXISTS (
          SELECT 1 FROM main.thread_reader
          WHERE thread_reader.thread_id = thread.id AND thread_reader.member_id = member.id)
        OR EXISTS (
          SELECT 1 FROM main.thread_reader_group
          JOIN main.group_member ON group_member.group_id = thread_reader_group.group_id
          WHERE thread_reader_group.thread_id = thread.id AND group_member.member_id = member.id));

    -- Of these, the turns that the member may read. The others do not exist, questions included: a question can say
    -- what a document says (R7).
    CREATE TEMP VIEW shared_turn AS
      SELECT any_turn.* FROM temp.any_turn JOIN temp.shared_thread ON shared_thread.key = any_turn.thread_key
      WHERE any_turn.readable AND any_turn.reply IN ('answered', 'not-found', 'stopped');

    CREATE TEMP VIEW my_waiting_file AS
      SELECT waiting_file.* FROM main.waiting_file JOIN temp.me USING (member_id);

    -- my_passage, written out for the length of an epoch: searches join it inside the query.
    CREATE TEMP TABLE my_passage_set (key INTEGER PRIMARY KEY, words INTEGER NOT NULL) STRICT;
    CREATE TEMP TABLE my_passage_epoch (value INTEGER NOT NULL) STRICT;
    INSERT INTO my_passage_epoch VALUES (-1);
  `)
  connection.prepare('INSERT INTO temp.me (member_id) VALUES (?)').run(member)
}

/**
 * Brings `my_passage_set` up to the present: a change of access, role or documents acts on the very next query. The
 * epoch is moved by triggers on the tables that the view reads.
 */
export function refreshReadable(connection: Connection): void {
  const stale = connection
    .prepare<{ stale: number }>(
      `SELECT (SELECT value FROM main.readable_epoch) IS NOT (SELECT value FROM temp.my_passage_epoch) AS stale`,
    )
    .get()
  if (stale?.stale === 0) return
  connection.execute(`
    DELETE FROM temp.my_passage_set;
    INSERT INTO temp.my_passage_set (key, words) SELECT key, words FROM temp.my_passage;
    UPDATE temp.my_passage_epoch SET value = (SELECT value FROM main.readable_epoch);
  `)
}
