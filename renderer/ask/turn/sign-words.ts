import type { InstructionSign } from '../../../core/contract/workspace/threads.ts'

/** In which way a passage reads like instructions to a model. */
export const signWords: Readonly<Record<InstructionSign, string>> = {
  overrides: 'tells a model to disregard its instructions',
  'speaks-to-model': 'speaks to a model',
  'role-mark': 'has the marks of a conversation with a model',
  hides: 'asks to keep something from you',
  'sends-out': 'asks to send something out',
  'asks-for-task': 'gives a task',
}
