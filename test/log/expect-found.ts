import { expect } from 'vitest'
import type { Finding, FindingKind } from '../../core/audit/finding.ts'
import type { Member } from '../../core/workspace/people/people.ts'
import type { Quarantine } from '../../core/workspace/quarantine.ts'
import type { BuiltWorkspace } from '../builders.ts'

/**
 * Asserts that unlocking finds something and serves nothing, and that what it finds is among `kinds`. Each finding is a
 * sentence.
 */
export async function expectFound(
  workspace: BuiltWorkspace,
  kinds: readonly FindingKind[],
  member: Member = workspace.owner,
): Promise<Quarantine> {
  const unlocked = await workspace.unlock(member)
  expect(unlocked.kind).toBe('found')
  if (unlocked.kind !== 'found') throw new Error('unlocked')
  expect(unlocked).not.toHaveProperty('scope')
  const { findings } = unlocked.quarantine
  expect(kindsOf(findings)).toEqual([...kinds].sort())
  for (const { sentence } of findings) expect(sentence).toMatch(/^[A-Z][^.]*(\.|: [^.]*\.)$/)
  return unlocked.quarantine
}

export function kindsOf(findings: readonly Finding[]): FindingKind[] {
  return [...new Set(findings.map((one) => one.kind))].sort()
}
