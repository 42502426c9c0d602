/** The log of this workspace. */
export function AuditScreen({ entry }: { entry: number | null }) {
  return <p>Audit {entry}</p>
}
