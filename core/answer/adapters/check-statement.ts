import { hasName, type HashedNames } from '../../keys/name-hash.ts'

const several =
  /\b(several|multiple|many|various|different|other|all|both|two|three|our|every)\b[^.\n]{0,24}\b(clients?|customers?|workspaces?|compan(?:y|ies)|matters?|mandates?)\b|\b(clients|customers|workspaces)['’]?\s+(data|documents|files|records)\b|\b(across|between)\s+(the\s+)?(clients|workspaces|customers)\b|\bfirm[- ]wide\b|(कई|सभी|अन्य|दूसरे)\s+(ग्राहक|मुवक्किल|क्लाइंट)/iu
/** "all of this client's documents" and "every letter of this client" speak of one. */
const thisOne = /\b(this|the|one|a single)\s+client(['’]s)?\b(?!\s+and\b)/giu

/**
 * Why an adapter with that statement may not be in this workspace; null where nothing speaks against it. It is a check of
 * a claim: what an adapter was really trained on nobody can see in it.
 */
export function statementProblem(statement: string, others: HashedNames): string | null {
  if (hasName(new TextEncoder().encode(statement.normalize('NFC')), others))
    return 'The statement names another client. What was trained on one client’s documents stays in that client’s workspace.'
  if (several.test(statement.replaceAll(thisOne, 'it')))
    return 'The statement speaks of several clients. An adapter belongs to one workspace, and only what is of this client may be in it.'
  return null
}
