import { useWorkspace } from '../../workspace.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckboxGroup } from '../../ui/fields/checkbox-group.tsx'
import { Popover } from '../../ui/overlays/popover.tsx'

export interface ReadersChoiceProps {
  /** Names of groups. */
  value: readonly string[]
  onChange: (groups: readonly string[]) => void
}

/** Which groups will read what is added next: of those that one is in, at least one. */
export function ReadersChoice({ value, onChange }: ReadersChoiceProps) {
  const { groups } = useWorkspace().about
  if (groups.length < 2) return <strong>{readersWords(value)}</strong>
  return (
    <Popover
      label="Who can read new documents"
      placement="top end"
      content={
        <CheckboxGroup
          label="Who can read new documents"
          hint={value.length === 1 ? 'At least one. You can choose groups that you are in.' : undefined}
          items={groups.map((name) => ({
            id: name,
            label: readersWords([name]),
            isDisabled: value.length === 1 && value.includes(name),
          }))}
          value={value}
          onChange={onChange}
        />
      }
    >
      <Button size="sm" endIcon="chevron-down">
        {readersWords(value)}
      </Button>
    </Popover>
  )
}

/** "everyone", "Tax, Payroll". */
export function readersWords(groups: readonly string[]): string {
  return groups.join(', ')
}
