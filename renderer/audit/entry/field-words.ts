/**
 * What the fields of entries are called, and the parts that they have; a part that means something of its own within one
 * field is named with it. A test walks the catalogue of the log.
 */
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
  folder: 'Folder',
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
  path: 'Path',
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
  temperature: 'Freedom in the choice of words',
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
  // parts
  root: 'Root',
  ordinal: 'Passage',
  of: 'Of',
  index: 'Page',
  page: 'Page',
  start: 'From character',
  end: 'To before character',
  outcome: 'Outcome',
  fields: 'Fields',
  documents: 'Documents',
  folders: 'Folders',
  threads: 'Shared threads',
  'how.mode': 'Answered',
  searched: 'Searched for',
  'how.groups': 'Read as',
  ranks: 'Places of the passages',
  score: 'Score',
  keyword: 'By words',
  vector: 'By meaning',
  signs: 'Reads like instructions',
  turns: 'Earlier answers in the prompt',
  settings: 'Settings of the model',
  modelSha256: 'Hash of the model',
  'settings.instructions': 'Instructions of this client',
  seed: 'Seed',
  contextTokens: 'Tokens that it can hold',
  maxTokens: 'Tokens of the answer, at most',
  device: 'Ran on',
  sentences: 'Sentences checked',
  support: 'In its source',
  searchMs: 'Search took',
  promptTokens: 'Tokens of the prompt',
  tokens: 'Tokens of the answer',
  firstTextMs: 'First word after',
  totalMs: 'Writing took',
}

/** @param within the field that this is a part of */
export function hasFieldWords(field: string, within?: string): boolean {
  return field in words || `${within}.${field}` in words
}

/** @param within the field that this is a part of */
export function fieldWords(field: string, within?: string): string {
  return words[`${within}.${field}`] ?? words[field] ?? field
}

const order = Object.keys(words)

/** In the order in which the words stand above. */
export function inFieldOrder(fields: readonly string[]): string[] {
  const place = (field: string) => (field in words ? order.indexOf(field) : order.length)
  return fields.toSorted((one, other) => place(one) - place(other))
}
