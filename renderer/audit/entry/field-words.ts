/** What the plain and sealed fields of entries are called. A test walks the catalogue of the log. */
const words: Readonly<Record<string, string>> = {
  // plain
  firmLogSize: 'Firm’s log',
  firmLogSeq: 'Firm’s entry',
  staff: 'Person',
  staffRole: 'Role',
  code: 'Reason',
  member: 'Person',
  role: 'Role',
  publicKey: 'Public key',
  group: 'Group',
  groups: 'Groups',
  document: 'Document',
  answer: 'Answer',
  answers: 'Answers shown',
  thread: 'Thread',
  size: 'Entries',
  method: 'Call',
  findings: 'Found',
  anchored: 'Last signed',
  found: 'Found',
  access: 'Access',
  workspace: 'Workspace',
  entry: 'Entry',
  seq: 'Entry',
  from: 'From entry',
  to: 'To before entry',
  level: 'How much',
  masked: 'Personal data masked',
  // sealed
  name: 'Name',
  title: 'Title',
  sha256: 'File’s hash',
  passages: 'Passages',
  embedder: 'Embedder',
  reason: 'Reason',
  files: 'Files',
  ready: 'Ready',
  failed: 'Set aside',
  count: 'How many',
  piece: 'What was read',
  query: 'Searched for',
  mode: 'Way of search',
  question: 'Question',
  model: 'Model',
  prompt: 'Prompt’s hash',
  text: 'Text shown',
  citations: 'Cited',
  openings: 'Hash of what was released',
}

export function hasFieldWords(field: string): boolean {
  return field in words
}

export function fieldWords(field: string): string {
  return words[field] ?? field
}
