import type { Mutant } from './mutant.ts'

const readable = 'core/workspace/people/readable.ts'
const projection = 'core/workspace/people/access-projection.ts'
const shared = ['test/threads/shared.test.ts']
const groups = ['test/access/groups.test.ts']
const folders = ['test/access/folders.test.ts']
const whoCanRead = ['test/access/who-can-read.test.ts']

/** With whom threads are shared, and how much of one they see (R7). */
const sharingMutants: readonly Mutant[] = [
  {
    lost: 'that a shared thread shows the turns alone whose documents the reader may read',
    file: readable,
    find: 'WHERE any_turn.readable AND any_turn.reply',
    replace: 'WHERE any_turn.reply',
    tests: shared,
  },
  {
    lost: 'that a thread is shared with those named alone',
    file: readable,
    find: 'WHERE thread_reader.thread_id = thread.id AND thread_reader.member_id = member.id)',
    replace: 'WHERE thread_reader.thread_id = thread.id)',
    tests: shared,
  },
  {
    lost: 'that a thread is shared with those who are in the group',
    file: readable,
    find: 'WHERE thread_reader_group.thread_id = thread.id AND group_member.member_id = member.id)',
    replace: 'WHERE thread_reader_group.thread_id = thread.id)',
    tests: shared,
  },
  {
    lost: 'that the name of a thread shows with all of its turns alone',
    file: 'core/workspace/threads/threads.ts',
    find: 'iif(named = 1 AND count(*) =',
    replace: 'iif(named = 1 AND count(*) <=',
    tests: shared,
  },
  {
    lost: 'that one shares with groups that one is in',
    file: 'core/access/share-thread.ts',
    find: 'isOwner || group.members.includes(caller)',
    replace: 'isOwner || group.members.length > 0',
    tests: shared,
  },
]

/** Changes of access, and what is said of it (R2, A2, A4). */
const changeMutants: readonly Mutant[] = [
  {
    lost: 'that documents left to nobody have to be meant',
    file: 'core/access/access-change.ts',
    find: 'if (unread > told)',
    replace: 'if (unread > told + 1_000)',
    tests: groups,
  },
  {
    lost: 'that a folder has its groups for those alone who are in one of them',
    file: readable,
    find: `readable('folder_group', 'folder_group.folder_id = folder.id')`,
    replace: `'1'`,
    tests: folders,
  },
  {
    lost: 'that an importer gives documents to groups that they are in alone',
    file: 'core/workspace/documents/folders.ts',
    find: '         JOIN main.group_member USING (group_id)\n         JOIN temp.me ON me.member_id = group_member.member_id\n         WHERE my_folder.path',
    replace: '         WHERE my_folder.path',
    tests: folders,
  },
  {
    lost: 'that a member’s import decides nothing for others',
    file: 'core/ingest/import-file.ts',
    find: 'if (isInFolder && writer.reader.people.isOwner())',
    replace: 'if (isInFolder)',
    tests: folders,
  },
  {
    lost: 'that the groups of folders are what the log says',
    file: 'core/workspace/people/access-state.ts',
    find: 'folders: foldersInTables(connection)',
    replace: 'folders: []',
    tests: folders,
  },
  {
    lost: 'that a folder goes with its last document',
    file: 'core/workspace/documents/document-writer.ts',
    find: '    forgetEmptyFolders(this.#connection, this.#log, this.#actor)\n',
    replace: '',
    tests: folders,
  },
  {
    lost: 'that a removal says what it leaves to nobody',
    file: 'core/access/remove-member.ts',
    find: "  requireTold(writer.reader, { kind: 'member-removed', member }, told)\n",
    replace: '',
    tests: groups,
  },
  {
    lost: 'that an auditor reads nothing of what they read before',
    file: 'core/access/set-role.ts',
    find: "  requireTold(writer.reader, { kind: 'role-changed', member, role }, told)\n",
    replace: '',
    tests: groups,
  },
  {
    lost: 'that “everyone” stays as it is',
    file: 'core/access/groups.ts',
    find: 'if (group.everyone)',
    replace: 'if (group.everyone && group.members.length === 0)',
    tests: groups,
  },
  {
    lost: 'that a folder is not what only begins alike',
    file: 'core/workspace/documents/documents.ts',
    find: `substr(folder, 1, length(?) + 1) = ? || '/'`,
    replace: `substr(folder, 1, length(?)) = ?`,
    tests: groups,
  },
  {
    lost: 'that a removed group is gone from the documents in the log’s projection',
    file: projection,
    find: 'if (groups.includes(group))',
    replace: 'if (groups.length === 0)',
    tests: groups,
  },
  {
    lost: 'that sharing is part of what the log adds up to',
    file: projection,
    find: `      case 'thread.unshared':\n`,
    replace: '',
    tests: ['test/isolation/access-model.test.ts'],
  },
  {
    lost: 'that names are for owners',
    file: 'core/workspace/people/access-reader.ts',
    find: 'new Map(this.#isOwner() ? names : [])',
    replace: 'new Map(names)',
    tests: whoCanRead,
  },
  {
    lost: 'that what came after a date plays no part in it',
    file: 'core/workspace/people/access-reader.ts',
    find: 'firstSince(this.#connection, timeMs + 1, this.#log.size())',
    replace: 'this.#log.size()',
    tests: whoCanRead,
  },
  {
    lost: 'that an auditor reads nothing, whatever group they are in',
    file: 'core/access/who-can-read.ts',
    find: `return role !== 'auditor'`,
    replace: `return role.length > 0`,
    tests: whoCanRead,
  },
]

export const accessMutants: readonly Mutant[] = [...sharingMutants, ...changeMutants]
