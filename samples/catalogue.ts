import { readFileSync } from 'node:fs'
import { z } from 'zod'

const question = z.strictObject({
  question: z.string().min(1),
  /** A short piece of the document's text, exact but for white space, that holds the answer. */
  answerContains: z.string().min(1),
  file: z.string(),
  /** Counted from 1; null where the format has no pages. */
  page: z.int().positive().nullable(),
  language: z.enum(['en', 'hi']),
})

const client = z.strictObject({
  /** Also the folder of the client's files. */
  id: z.string().regex(/^[a-z-]+$/),
  name: z.string(),
  /** Who they are, in one line. */
  about: z.string(),
  /** Three of the questions below, to begin with. */
  welcome: z.array(z.string()).length(3),
  colour: z.int().min(0).max(7),
  documents: z.array(
    z.strictObject({ file: z.string(), group: z.enum(['everyone', 'partners']), title: z.string() }),
  ),
  /** A phrase that stands once, in one document that everyone may read. */
  canary: z.string(),
  /** A phrase that stands once, in a document for partners alone. */
  partnerCanary: z.string(),
  plantedPhrases: z.array(
    z.strictObject({ phrase: z.string(), file: z.string(), page: z.int().positive().nullable() }),
  ),
  questions: z.array(question),
  partnerQuestions: z.array(question),
  /** Questions that no document of any client answers. */
  unanswerable: z.array(z.string()),
})

const catalogue = z.strictObject({ clients: z.array(client) })

export type SampleClient = z.infer<typeof client>

/** Reads samples.json, the list of the invented clients, their documents and the questions to try on them. */
export function readCatalogue(): SampleClient[] {
  return catalogue.parse(JSON.parse(readFileSync(new URL('samples.json', import.meta.url), 'utf8'))).clients
}
