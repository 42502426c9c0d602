import { z } from 'zod'
import { plural } from '../../documents/plural.ts'
import type { OpenedEntry } from '../log.ts'
import { valueWords } from '../entry/value-words.ts'
import { citedSpans, isCited } from './cited-spans.ts'
import type { AnswerTrace } from './use-trace.ts'

/** One step from a question to its answer. */
export interface FlowStep {
  id: 'question' | 'search' | 'passages' | 'model' | 'answer' | 'check'
  label: string
  /** How many, where that is the point of it. */
  count: number | null
  /** What there is to say of it; null where its reader may not see that. */
  lines: readonly string[] | null
}

const How = z.object({
  mode: z.string(),
  searched: z.string(),
  ranks: z.array(z.object({ keyword: z.int().nullable(), vector: z.int().nullable() })),
  turns: z.array(z.string()),
  settings: z.object({ adapter: z.object({ name: z.string() }).nullable() }).nullable(),
})
const Ranking = z.object({ name: z.string(), outcome: z.string() }).nullable()
const Made = z.object({ sentences: z.array(z.object({ support: z.string() })) }).nullable()

/** The way of one answer: what went in, what was found, what was given, who wrote it, what came out, how it was checked. */
export function flowSteps({ began, searched, ended, passages }: AnswerTrace): FlowStep[] {
  const how = valueOf(began, 'how', How)
  const isChat = how?.mode === 'chat'
  return [
    { id: 'question', label: 'Question', count: null, lines: how && questionLines(began, how) },
    {
      id: 'search',
      label: 'Search',
      count: null,
      lines: how && (isChat ? ['none: a chat'] : searchLines(began, how, searched !== null)),
    },
    passageStep(passages, ended),
    { id: 'model', label: 'Model', count: null, lines: how && modelLines(began, how) },
    answerStep(ended),
    checkStep(ended, isChat),
  ]
}

function questionLines(began: OpenedEntry, { turns, searched }: z.infer<typeof How>): string[] {
  const question = valueOf(began, 'question', z.string())
  return [
    turns.length > 0 ? `with ${plural(turns.length, 'earlier answer')}` : 'on its own',
    ...(question !== null && question !== searched ? ['searched for in other words'] : []),
  ]
}

function searchLines(began: OpenedEntry, { ranks }: z.infer<typeof How>, isAgain: boolean): string[] {
  const found = (by: 'keyword' | 'vector') => ranks.filter((rank) => rank[by] !== null).length
  const reranker = valueOf(began, 'reranker', Ranking)
  return [
    `${found('keyword').toLocaleString()} by words`,
    `${found('vector').toLocaleString()} by meaning`,
    reranker === null
      ? 'in fused order'
      : reranker.outcome === 'used'
        ? `put in order by ${reranker.name}`
        : `${reranker.name} ${valueWords('outcome', reranker.outcome) ?? ''}`,
    ...(isAgain ? ['searched once more by the model'] : []),
  ]
}

function passageStep(passages: AnswerTrace['passages'], ended: OpenedEntry | null): FlowStep {
  const step = { id: 'passages', label: 'Passages' } as const
  if (passages === null) return { ...step, count: null, lines: null }
  const cited = citedSpans(ended)
  const used = passages.filter(({ document, now }) => isCited(document, now, cited)).length
  return { ...step, count: passages.length, lines: ['given', `${used.toLocaleString()} cited`] }
}

function modelLines(began: OpenedEntry, { settings }: z.infer<typeof How>): string[] {
  if (settings === null) return ['none: quoted from the documents']
  const model = valueOf(began, 'model', z.string())?.replace(/ sha256:[0-9a-f]+$/u, '') ?? 'a language model'
  return [model, settings.adapter === null ? 'no adapter' : `with ${settings.adapter.name}`]
}

function answerStep(ended: OpenedEntry | null): FlowStep {
  const step = { id: 'answer', label: 'Answer', count: null } as const
  if (ended === null) return { ...step, lines: ['being made'] }
  const text = valueOf(ended, 'text', z.string())
  if (text === null) return { ...step, lines: null }
  const words = [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)]
  const count = words.filter(({ isWordLike }) => isWordLike).length
  const { outcome } = ended.entry
  return { ...step, count, lines: [count === 1 ? 'word' : 'words', ...(outcome === 'done' ? [] : [outcome])] }
}

function checkStep(ended: OpenedEntry | null, isChat: boolean): FlowStep {
  const step = { id: 'check', label: 'Sentences', count: null } as const
  if (ended === null) return { ...step, lines: ['not yet'] }
  if (!ended.openings['made'] || !('value' in ended.openings['made'])) return { ...step, lines: null }
  if (isChat) return { ...step, lines: ['nothing to check them against'] }
  const made = valueOf(ended, 'made', Made)
  if (made === null) {
    const quotes = citedSpans(ended).length
    return { ...step, count: quotes, lines: ['quoted word for word'] }
  }
  const held = made.sentences.filter(({ support }) => support === 'supported').length
  const unclear = made.sentences.length - held
  return {
    ...step,
    count: made.sentences.length,
    lines: [
      'checked',
      `${held.toLocaleString()} in their sources`,
      `${unclear.toLocaleString()} not clearly`,
    ],
  }
}

/** A sealed field as far as it is opened; null where it is not, or is null itself. */
function valueOf<S extends z.ZodType>(opened: OpenedEntry, field: string, schema: S): z.infer<S> | null {
  const opening = opened.openings[field]
  const parsed = schema.safeParse(opening && 'value' in opening ? opening.value : undefined)
  return parsed.success ? parsed.data : null
}
