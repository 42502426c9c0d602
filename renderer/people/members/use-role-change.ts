import { useCallback, useState } from 'react'
import { sentenceOf } from '../../problem.ts'
import { showToast } from '../../ui/toast.tsx'
import { useAccessChange, useAccessLoss } from '../people.ts'
import type { Member } from './members-panel.tsx'
import { type Role, roleWords } from './role-words.ts'

/** Somebody is to have another role. */
interface RoleChange {
  member: Member
  role: Role
}

/** A role is changed at once, unless documents would be left to nobody: an auditor reads none. Then it is asked. */
export function useRoleChange() {
  const [asked, setAsked] = useState<RoleChange | null>(null)
  const { mutateAsync: preview, ...counting } = useAccessLoss()
  const { mutateAsync: change, ...changing } = useAccessChange(
    async (caller, { member, role, told }: RoleChange & { told: number }) =>
      await caller.call('members.setRole', { member: member.id, role, told }),
  )

  const run = useCallback(
    async ({ member, role }: RoleChange, told: number) => {
      await change({ member, role, told })
      setAsked(null)
      showToast({ text: `${member.name}: ${roleWords(role)}` })
    },
    [change],
  )

  const look = useCallback(
    async (next: RoleChange) => {
      const { unread } = await preview({ kind: 'role-changed', member: next.member.id, role: next.role })
      if (unread > 0) setAsked(next)
      else await run(next, 0)
    },
    [preview, run],
  )

  const ask = useCallback(
    (member: Member, role: Role) => {
      // What went wrong stands above the list, or in the dialog.
      void look({ member, role }).catch(() => undefined)
    },
    [look],
  )

  const failure = changing.error ?? counting.error
  return {
    asked,
    loss: counting.data,
    isPending: changing.isPending,
    problem: failure && sentenceOf(failure),
    ask,
    drop: () => setAsked(null),
    confirm: () => {
      if (asked) void run(asked, counting.data?.unread ?? 0).catch(() => undefined)
    },
  }
}
