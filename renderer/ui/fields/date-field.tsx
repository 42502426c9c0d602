import { TextField, type TextFieldProps } from './text-field.tsx'

/** A day as "2025-07-14", picked from the calendar of the browser. An empty text is no day. */
export function DateField(props: Omit<TextFieldProps, 'type' | 'placeholder' | 'isMono' | 'icon' | 'end'>) {
  return <TextField {...props} type="date" />
}
