import { useAnswerModel } from '../../ask/conversation/use-answer-model.ts'
import { useWorkspace } from '../../workspace.tsx'
import { SettingsSection } from '../settings-section.tsx'
import styles from '../settings-section.module.css'
import { Instructions } from './instructions.tsx'
import { SavedQuestions } from './saved-questions.tsx'

/** What the open client wants of its answers: instructions for all of them, and questions kept to ask again. */
export function AnswersSection() {
  const { about } = useWorkspace()
  const model = useAnswerModel()
  if (about.role === 'auditor') return null
  return (
    <>
      <SettingsSection
        title="Instructions"
        text={`They go into the prompt of every answer that a model writes in ${about.name}, and of no other client.`}
      >
        {model === null && (
          <p className={styles['note']}>
            No language model is chosen here, so answers are quotations, and these words change nothing yet.
          </p>
        )}
        <Instructions />
      </SettingsSection>
      <SettingsSection
        title="Saved questions"
        text={`For everybody who works in ${about.name}. Where you ask, type “/” or press the bookmark to put one in.`}
      >
        <SavedQuestions />
      </SettingsSection>
    </>
  )
}
