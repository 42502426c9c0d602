import { useWorkspace } from '../../workspace.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckboxGroup } from '../../ui/fields/checkbox-group.tsx'
import { everyone } from '../importer.tsx'
import { Popover } from '../../ui/overlays/popover.tsx'

export interface ReadersChoiceProps {
  /** Names of groups; null: of its folder, where that has any, and else everyone. */
  value: readonly string[] | null
  onChange: (groups: readonly string[] | null) => void
  /** Whether a folder here has groups of its own. */
  hasFolders: boolean
}

/** Which groups will read what is added next: of those that one is in, at least one. */
export function ReadersChoice({ value, onChange, hasFolders }: ReadersChoiceProps) {
  const { groups } = useWorkspace().about
  const chosen = value ?? [everyone]
  const words = value === null && hasFolders ? 'everyone, or as their folder' : readersWords(chosen)
  if (groups.length < 2) return <strong>{words}</strong>
  return (
    <Popover
      label="Who can read new documents"
      placement="top end"
      content={
        <>
          <CheckboxGroup
            label="Who can read new documents"
            hint={chosen.length === 1 ? 'At least one. You can choose groups that you are in.' : undefined}
            items={groups.map((name) => ({
              id: name,
              label: readersWords([name]),
              isDisabled: chosen.length === 1 && chosen.includes(name),
            }))}
            value={chosen}
            onChange={onChange}
          />
          {hasFolders &&
            (value === null ? (
              <p>What comes into a folder that has groups of its own takes these, unless you choose here.</p>
            ) : (
              <Button size="sm" variant="quiet" onPress={() => onChange(null)}>
                As their folder, else everyone
              </Button>
            ))}
        </>
      }
    >
      <Button size="sm" endIcon="chevron-down">
        {words}
      </Button>
    </Popover>
  )
}

/** "everyone", "Tax, Payroll". */
export function readersWords(groups: readonly string[]): string {
  return groups.join(', ')
}
