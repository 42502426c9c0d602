import type { People } from '../../members.ts'

/** Everyone first, then by name. */
export function groupsInOrder(groups: People['groups']): People['groups'] {
  return groups.toSorted(
    (one, other) => Number(other.everyone) - Number(one.everyone) || one.name.localeCompare(other.name),
  )
}

export function membersInOrder(members: People['members']): People['members'] {
  return members.toSorted((one, other) => one.name.localeCompare(other.name))
}
