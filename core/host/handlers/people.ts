import { requireTold } from '../../access/access-change.ts'
import { addMember } from '../../access/add-member.ts'
import { addGroup, joinGroup, leaveGroup, removeGroup, renameGroup } from '../../access/groups.ts'
import { membersWithout, removeMember } from '../../access/remove-member.ts'
import { setRole } from '../../access/set-role.ts'
import { readByAnybody } from '../../access/who-can-read.ts'
import type { peopleMethods } from '../../contract/workspace/people.ts'
import type { HandlersOf } from '../../process/serve-contract.ts'
import type { NextKey } from '../next-key.ts'
import type { Call } from '../serve.ts'

export function peopleHandlers(nextKey: NextKey): HandlersOf<typeof peopleMethods, Call> {
  return {
    'members.list': (_input, { access }) => {
      const { people } = access.reader
      const { snapshot } = access.reader.access.now()
      access.write((writer) =>
        writer.record({ type: 'people.listed', outcome: 'done', about: {}, sealed: {} }),
      )
      return {
        members: people.members().map(({ id, name, role }) => ({ id, name, role })),
        groups: people.groups().map((group) => ({
          ...group,
          documents: snapshot.documents.filter(({ groups }) => groups.includes(group.id)).length,
        })),
        unread: snapshot.documents.length - readByAnybody(snapshot).size,
      }
    },

    'members.add': ({ member, name, role, publicKey, groups }, { access }) => {
      access.write((writer) => addMember(writer, { id: member, name, role, publicKey }, groups))
      return {}
    },

    'members.setRole': ({ member, role, told }, { access }) => {
      access.write((writer) => setRole(writer, member, role, told))
      return {}
    },

    'members.prepareRemoval': async ({ member, told }, { access }) => {
      const staying = membersWithout(access.reader, member)
      // Before a sheet is made for nothing.
      requireTold(access.reader, { kind: 'member-removed', member }, told)
      access.write((writer) =>
        writer.record({ type: 'key.prepared', outcome: 'done', about: { member }, sealed: {} }),
      )
      const recoveryKey = await nextKey.prepare(member, staying, access.reader.people.keyVersion())
      return { recoveryKey }
    },

    'members.remove': ({ member, told }, { access }) => {
      const keyVersion = nextKey.versionFor(member, membersWithout(access.reader, member))
      access.write((writer) => removeMember(writer, member, keyVersion, told))
      nextKey.decided()
      return {}
    },

    'groups.add': ({ name, members }, { access }) => ({
      group: access.write((writer) => addGroup(writer, name, members)),
    }),

    'groups.rename': ({ group, name }, { access }) => {
      access.write((writer) => renameGroup(writer, group, name))
      return {}
    },

    'groups.remove': ({ group, told }, { access }) => {
      access.write((writer) => removeGroup(writer, group, told))
      return {}
    },

    'groups.join': ({ group, member }, { access }) => {
      access.write((writer) => joinGroup(writer, group, member))
      return {}
    },

    'groups.leave': ({ group, member, told }, { access }) => {
      access.write((writer) => leaveGroup(writer, group, member, told))
      return {}
    },
  }
}
