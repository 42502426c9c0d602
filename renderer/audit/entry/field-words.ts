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
  keyVersion: 'Key',
  group: 'Group',
  groups: 'Groups',
  members: 'People',
  document: 'Document',
  answer: 'Answer',
  answers: 'Answers shown',
  thread: 'Thread',
  size: 'Entries',
  method: 'Call',
  findings: 'Found',
  anchored: 'Last signed',
  access: 'Access',
  workspace: 'Workspace',
  entry: 'Entry',
  seq: 'Entry',
  verdict: 'Verdict',
  from: 'From entry',
  to: 'To before entry',
  level: 'How much',
  masked: 'Personal data masked',
  task: 'For',
  origin: 'From',
  format: 'Saved as',
  adapter: 'Adapter',
  onDiskAccepted: 'Accepted on the disk while loading',
  backup: 'Backup',
  grant: 'Grant',
  operator: 'Operator',
  auditor: 'Auditor',
  expiresMs: 'Until',
  fromMs: 'From',
  beforeMs: 'To before',
  entries: 'Entries',
  named: 'Opened',
  look: 'Look',
  workspaces: 'Workspaces',
  consent: 'Consent',
  setting: 'Setting',
  // sealed, what a person looks for first at the top
  question: 'Question',
  text: 'Text shown',
  found: 'Found',
  citations: 'Cited',
  query: 'Searched for',
  title: 'Title',
  name: 'Name',
  reason: 'Reason',
  passages: 'Passages',
  mode: 'Way of search',
  model: 'Model',
  reranker: 'Reranker',
  source: 'From',
  prompt: 'Prompt',
  how: 'How it was made',
  made: 'Checks and times',
  instructions: 'Instructions',
  temperature: 'Temperature',
  statement: 'Said to be trained on',
  embedder: 'Embedder',
  sha256: 'File’s hash',
  files: 'Files',
  ready: 'Ready',
  failed: 'Set aside',
  count: 'How many',
  at: 'At what time',
  piece: 'What was read',
  openings: 'Hash of what was opened',
}

export function hasFieldWords(field: string): boolean {
  return field in words
}

export function fieldWords(field: string): string {
  return words[field] ?? field
}

const order = Object.keys(words)

/** In the order in which the words stand above. */
export function inFieldOrder(fields: readonly string[]): string[] {
  const place = (field: string) => (field in words ? order.indexOf(field) : order.length)
  return fields.toSorted((one, other) => place(one) - place(other))
}
