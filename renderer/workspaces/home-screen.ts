import type { Screen } from '../navigation.tsx'
import type { About } from '../workspace.tsx'
import type { Sample } from './samples.ts'

/** Where one begins in a client: at the questions, or first at the documents where there are none to ask. */
export function homeScreen(about: About | null, sample: Sample | null): Screen {
  if (about?.role === 'auditor') return { kind: 'audit', entry: null }
  if (about?.documents === 0 && !sample) return { kind: 'documents' }
  return { kind: 'ask', thread: null }
}
