import { useNavigation } from '../../navigation.tsx'
import { sentenceOf } from '../../problem.ts'
import { CommandPalette, type PaletteItem } from '../../ui/overlays/command-palette.tsx'
import { useSavedQuestions } from '../saved-questions.ts'

export interface SavedQuestionsPaletteProps {
  onClose: () => void
  /** Puts the words of one into the composer. */
  onInsert: (text: string) => void
  /** Keeps what is written; null where nothing is. */
  onSave: (() => void) | null
}

/** The questions that are kept here, to be found by a few letters and put into the composer. */
export function SavedQuestionsPalette({ onClose, onInsert, onSave }: SavedQuestionsPaletteProps) {
  const { go } = useNavigation()
  const { data, error } = useSavedQuestions()
  const saved = (data ?? []).map(({ id, title, text }): PaletteItem => ({
    id,
    label: title,
    icon: 'bookmark',
    keywords: text,
    note: text,
    onAction: () => onInsert(text),
  }))
  const more: PaletteItem[] = [
    ...(onSave === null
      ? []
      : [{ id: 'save', label: 'Save what is written…', icon: 'plus', onAction: onSave } as const]),
    {
      id: 'edit',
      label: 'Edit saved questions',
      icon: 'settings',
      onAction: () => go({ kind: 'settings' }),
    },
  ]
  return (
    <CommandPalette
      isOpen
      onClose={onClose}
      label="Saved questions"
      placeholder="Find a saved question"
      sections={[
        { id: 'saved', label: 'Saved questions', items: saved },
        { id: 'more', label: 'More', items: more },
      ]}
      empty="No saved question has these letters."
      foot={error ? sentenceOf(error) : data?.length === 0 ? 'No question is saved here yet.' : undefined}
    />
  )
}
