import { Banner } from '../ui/banner.tsx'
import { ColourPicker } from '../ui/fields/colour-picker.tsx'
import { TextField } from '../ui/fields/text-field.tsx'
import type { ClientForm } from './use-client-form.ts'

/** Name and colour of a client. */
export function ClientFields({ form }: { form: ClientForm }) {
  return (
    <>
      <TextField
        size="lg"
        label="Name of the client"
        hint="Kept encrypted. Nobody who is not a member sees it."
        autoFocus
        maxLength={200}
        error={form.nameError}
        value={form.name}
        onChange={form.setName}
      />
      <ColourPicker value={form.colour} onChange={form.setColour} isDisabled={form.isPending} />
      {form.problem !== null && (
        <Banner tone="danger" title="The client was not made" isAlert>
          {form.problem}
        </Banner>
      )}
    </>
  )
}
