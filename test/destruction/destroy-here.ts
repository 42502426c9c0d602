import { beginDestruction } from '../../core/firm/destruction/begin-destruction.ts'
import { allDestructions } from '../../core/firm/destruction/destruction.ts'
import { goOnDestroying } from '../../core/firm/destruction/go-on-destroying.ts'
import type { Firm } from '../../core/firm/firm.ts'
import { DiagnosticLog } from '../../core/host/diagnostics/diagnostic-log.ts'
import { writtenByLog } from '../../core/host/written-by-log.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { openHere } from '../people/firm-of-two.ts'

/**
 * Destroys a workspace in the steps that main and a workspace process take together, while a change of its key is
 * prepared: there are two of everything that is a key.
 */
export async function destroyHere(firm: Firm, workspace: WorkspaceId, onBegin: () => void = () => undefined) {
  const { scope, binding, sign, close } = await openHere(firm, workspace)
  const { people } = scope.reader
  await binding.prepareKey({
    kind: 'prepare-key',
    keyVersion: people.keyVersion(),
    members: people.members().filter(({ id }) => id === firm.staff.id),
  })
  onBegin()
  scope.write((writer) =>
    writer.record({ type: 'workspace.destroying', outcome: 'done', about: {}, sealed: {} }),
  )
  const id = beginDestruction(firm, workspace, writtenByLog(scope))
  sign()
  close()
  return { id, ...goOnDestroying(firm, id, diagnosticsOf(firm)) }
}

/** What main does after every sign-in. */
export function goOnHere(firm: Firm): void {
  for (const { id, endedMs } of allDestructions(firm))
    if (endedMs === null) goOnDestroying(firm, id, diagnosticsOf(firm))
}

function diagnosticsOf({ parts: { home } }: Firm): DiagnosticLog {
  return new DiagnosticLog(home.folder)
}
