import { signWords } from '../../ask/turn/sign-words.ts'

/** What a closed list of values is called, by its field. A test walks the catalogue of the log. */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  role: { owner: 'owner', member: 'member', auditor: 'auditor' },
  staffRole: { staff: 'staff', operator: 'operator' },
  task: { embed: 'finds by meaning', rerank: 'puts results in order', generate: 'writes answers' },
  origin: { catalogue: 'the catalogue', file: 'a file' },
  format: { markdown: 'Markdown', docx: 'Word' },
  mode: {
    documents: 'from documents only',
    chat: 'as a chat: no document was read',
    fused: 'by words and by meaning',
    keyword: 'by words',
    vector: 'by meaning',
  },
  of: { text: 'its text', original: 'the file as it was imported' },
  outcome: {
    used: 'used',
    late: 'too slow: the order is the fused one',
    failed: 'failed: the order is the fused one',
  },
  verdict: {
    intact: 'the log still holds that state',
    gone: 'the log does not hold that state any more',
    'other-log': 'it is of another log',
    'not-signed-here': 'it was not signed here',
  },
  level: {
    proof: 'hashes alone',
    redacted: 'redacted',
    named: 'with names and titles',
    full: 'with all words',
  },
  consent: {
    allowed: 'the client allows it to its members',
    own: 'an owner of the client looked',
    granted: 'an owner granted it',
  },
  setting: { never: 'never', ask: 'an owner is asked each time', allow: 'members may, with a reason' },
  support: {
    supported: 'its source says so',
    unsupported: 'its source does not clearly say so',
    uncited: 'it names no source',
  },
  signs: signWords,
}

export function hasValueWords(field: string, value: string): boolean {
  return words[field]?.[value] !== undefined
}

/** The word for a value of a closed list; null where the field has none. */
export function valueWords(field: string, value: string): string | null {
  return words[field]?.[value] ?? null
}
