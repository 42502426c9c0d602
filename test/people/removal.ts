import { membersWithout, removeMember } from '../../core/access/remove-member.ts'
import type { Firm } from '../../core/firm/firm.ts'
import type { StaffId, WorkspaceId } from '../../core/ids.ts'
import { formatRecoveryKey } from '../../core/keys/wrap/recovery-key.ts'
import { openHere } from './firm-of-two.ts'

/** Removes a member in the steps that main and a workspace process take together; gives the new sheet's key. */
export async function removeHere(
  firm: Firm,
  workspace: WorkspaceId,
  member: StaffId,
  onBegin: () => void = () => undefined,
): Promise<string> {
  const { scope, binding, sign, close } = await openHere(firm, workspace)
  const { people } = scope.reader
  onBegin()
  const { keyVersion, recoveryKey } = await binding.prepareKey({
    kind: 'prepare-key',
    keyVersion: people.keyVersion(),
    members: membersWithout(scope.reader, member),
  })
  // The sheet is shown, and confirmed, before anything is decided.
  scope.write((writer) => removeMember(writer, member, keyVersion))
  binding.keyDecided()
  sign()
  close()
  const again = await openHere(firm, workspace)
  again.close()
  return formatRecoveryKey(recoveryKey)
}
