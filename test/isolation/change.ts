import type { Dice } from './dice.ts'
import { complete, mayRead, type Plan, planDocument, type PlannedMember, type World } from './world.ts'

/**
 * Changes who may read what, or what there is to read, in the open file and in the plan alike; says what it did. The
 * tables are written directly, as an owner's process would have left them: the member who is in has no part in it.
 */
export function changeSomething(dice: Dice, world: World, plan: Plan, member: PlannedMember): string {
  const { connection } = world
  const groups = Array.from({ length: plan.groupCount }, (_, index) => index)
  const document = plan.documents.length > 0 ? dice.pick(plan.documents) : null
  switch (dice.below(6)) {
    case 0: {
      if (!document) return 'nothing to regroup'
      document.groups = dice.chance(20) ? [] : dice.some(groups, 50)
      connection
        .prepare('DELETE FROM document_group WHERE document_key = (SELECT key FROM document WHERE id = ?)')
        .run(document.id)
      for (const group of document.groups)
        connection
          .prepare('INSERT INTO document_group SELECT key, ? FROM document WHERE id = ?')
          .run(world.group(group), document.id)
      return `regroup ${document.id}`
    }
    case 1: {
      const group = dice.pick(groups)
      if (!member.groups.includes(group)) member.groups.push(group)
      connection
        .prepare('INSERT OR IGNORE INTO group_member (group_id, member_id) VALUES (?, ?)')
        .run(world.group(group), member.id)
      return `join ${group}`
    }
    case 2: {
      const group = dice.pick(groups)
      member.groups = member.groups.filter((one) => one !== group)
      connection
        .prepare('DELETE FROM group_member WHERE group_id = ? AND member_id = ?')
        .run(world.group(group), member.id)
      return `leave ${group}`
    }
    case 3: {
      member.role = dice.pick(['owner', 'member', 'member', 'auditor'] as const)
      connection.prepare('UPDATE member SET role = ? WHERE id = ?').run(member.role, member.id)
      return `become ${member.role}`
    }
    case 4: {
      if (!document || !mayRead(member, document)) return 'nothing to delete'
      plan.documents.splice(plan.documents.indexOf(document), 1)
      world.scope.write((writer) => writer.documents.delete(document.id))
      return `delete ${document.id}`
    }
    default: {
      const waiting = plan.documents.find((one) => one.status === 'waiting' && mayRead(member, one))
      if (waiting && dice.chance(50)) {
        waiting.status = 'ready'
        world.scope.write((writer) => complete(writer, waiting))
        return `complete ${waiting.id}`
      }
      // Into a group of the member's own, and straight to where it is planned to be.
      const [door] = member.groups
      if (door === undefined || member.role === 'auditor') return 'nothing added'
      const added = planDocument(dice, plan)
      plan.documents.push(added)
      world.scope.write((writer) => world.add(writer, added, world.group(door)))
      return `add ${added.id}`
    }
  }
}
