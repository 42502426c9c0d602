import { z } from 'zod'
import { AnswerId, DocumentId, GroupId, StaffId, ThreadId } from '../../ids.ts'
import { method } from '../method.ts'
import { nothing } from '../nothing.ts'
import { Place } from './place.ts'
import { Text } from '../text.ts'
import { readers } from './who.ts'

export const Citation = z.strictObject({
  ...Place.shape,
  /** The exact text of that span. */
  quote: z.string(),
})
export type Citation = z.infer<typeof Citation>

/** The text of an answer is its citations' quotes, a blank line between each and the next, in this order. */
const said = { text: z.string(), citations: z.array(Citation) }

/** Ways in which a passage can read like an order to a model and not like a document. */
const instructionSigns = [
  'overrides',
  'speaks-to-model',
  'role-mark',
  'hides',
  'sends-out',
  'asks-for-task',
] as const
export type InstructionSign = (typeof instructionSigns)[number]

/** From the documents alone, or from what the model knows. */
export const AnswerMode = z.enum(['documents', 'chat'])
export type AnswerMode = z.infer<typeof AnswerMode>

const Stretch = z.strictObject({ start: z.int(), end: z.int() })

/** One sentence that a model wrote; positions are UTF-16 code units of the answer's text. */
export const WrittenSentence = z.strictObject({
  /** Without the numbers that it ends with. */
  ...Stretch.shape,
  /** Which of the answer's citations it names. */
  citations: z.array(z.int()),
  /** Whether the passages that it names say so; `uncited` where it names none. */
  support: z.enum(['supported', 'unsupported', 'uncited']),
  /** Addresses that stand in those passages; any other in the text is plain text (M6). */
  links: z.array(Stretch),
})
export type WrittenSentence = z.infer<typeof WrittenSentence>

/** A passage that reads like instructions to a model, and in which ways. */
export const FlaggedPassage = z.strictObject({
  document: DocumentId,
  title: z.string(),
  page: z.int().nullable(),
  signs: z.array(z.enum(instructionSigns)),
})
export type FlaggedPassage = z.infer<typeof FlaggedPassage>

/** How an answer came out. */
export const Reply = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('answered'), ...said }),
  /** The documents that the asker may read do not answer it; the text says so. */
  z.strictObject({ kind: z.literal('not-found'), text: z.string() }),
  /** The asker stopped it; the text is what was shown by then. */
  z.strictObject({ kind: z.literal('stopped'), ...said }),
  /** A model wrote it; the text has one sentence a line, each with the numbers of its passages, and in a chat any form. */
  z.strictObject({
    kind: z.literal('written'),
    text: z.string(),
    citations: z.array(Citation),
    sentences: z.array(WrittenSentence),
    mode: AnswerMode,
    model: z.string(),
    adapter: z.string().nullable(),
    /** Passages of the prompt that read like instructions to a model. */
    flagged: z.array(FlaggedPassage),
    /** The asker stopped it, or it grew too long; the text is what was shown by then. */
    end: z.enum(['whole', 'length', 'stopped']),
  }),
])
export type Reply = z.infer<typeof Reply>

/** One question and its answer, as a thread keeps it. */
export const Turn = z.strictObject({
  answer: AnswerId,
  askedMs: z.int(),
  question: z.string(),
  reply: z.discriminatedUnion('kind', [
    ...Reply.options,
    /** The process ended before it did; the text is what was kept of it by then, and nothing in it was checked. */
    z.strictObject({ kind: z.literal('interrupted'), text: z.string() }),
    /** It rests on a document that its asker may no longer read (R7). */
    z.strictObject({ kind: z.literal('hidden') }),
  ]),
  /** Sequence of the entry that the answer ended with; null where it never did. */
  entry: z.int().nullable(),
})
export type Turn = z.infer<typeof Turn>

const ThreadSummary = z.strictObject({
  id: ThreadId,
  /** The first question, shortened, until a person names it. */
  title: z.string(),
  updatedMs: z.int(),
  turns: z.int(),
  /** Whose it is, where they share it with the caller; null for one's own. */
  by: z.string().nullable(),
  /** One's own that others can read as well. */
  isShared: z.boolean(),
})
export type ThreadSummary = z.infer<typeof ThreadSummary>

/** With whom a thread is shared: all who are in one of the groups, and these people. */
const Sharing = z.strictObject({ groups: z.array(GroupId), members: z.array(StaffId) })
export type Sharing = z.infer<typeof Sharing>

/**
 * Conversations, each its member's own, and the asking itself. Whoever began a thread can share it: others see the turns
 * all of whose documents they may read, and can change nothing of it (R7).
 */
export const threadMethods = {
  ask: method({
    input: z.strictObject({
      question: Text.pipe(z.string().trim().min(1).max(4_000)),
      /** Null begins a new thread. */
      thread: ThreadId.nullable().default(null),
      mode: AnswerMode.default('documents'),
      /** The turn of this answer, and all that follow it in the thread, go once the new answer is there. */
      instead: AnswerId.nullable().default(null),
    }),
    output: z.strictObject({
      thread: ThreadId,
      answer: AnswerId,
      askedMs: z.int(),
      entry: z.int(),
      reply: Reply,
    }),
    policy: readers,
    entry: 'answer.ended',
  }),
  'threads.list': method({
    input: nothing,
    /** Newest first. */
    output: z.strictObject({ threads: z.array(ThreadSummary) }),
    policy: readers,
    entry: 'threads.listed',
  }),
  'threads.open': method({
    input: z.strictObject({ thread: ThreadId }),
    output: z.strictObject({
      id: ThreadId,
      title: z.string(),
      turns: z.array(Turn),
      /** Whose it is, where they share it with the caller; null for one's own. */
      by: z.string().nullable(),
      /** Of one's own thread. */
      sharedWith: Sharing,
    }),
    policy: readers,
    entry: 'thread.opened',
  }),
  'threads.rename': method({
    input: z.strictObject({ thread: ThreadId, title: Text.pipe(z.string().trim().min(1).max(200)) }),
    output: nothing,
    policy: readers,
    entry: 'thread.renamed',
  }),
  'threads.delete': method({
    input: z.strictObject({ thread: ThreadId }),
    output: nothing,
    policy: readers,
    entry: 'thread.deleted',
  }),
  /** With whom the caller can share: the groups that they are in, an owner all, and everybody else who reads. */
  'threads.audience': method({
    input: nothing,
    output: z.strictObject({
      groups: z.array(z.strictObject({ id: GroupId, name: z.string(), everyone: z.boolean() })),
      members: z.array(z.strictObject({ id: StaffId, name: z.string() })),
    }),
    policy: readers,
    entry: 'people.listed',
  }),
  /** Shares a thread with exactly these, at least one. */
  'threads.share': method({
    input: z.strictObject({
      thread: ThreadId,
      with: Sharing.refine(({ groups, members }) => groups.length + members.length > 0),
    }),
    output: nothing,
    policy: readers,
    entry: 'thread.shared',
  }),
  /** From the next look on it is there for nobody else. */
  'threads.unshare': method({
    input: z.strictObject({ thread: ThreadId }),
    output: nothing,
    policy: readers,
    entry: 'thread.unshared',
  }),
} as const

/** What is said while an answer is made, to its asker, once `answer.began` is durable (A1). */
export const answerEvents = {
  'answer.began': z.strictObject({ thread: ThreadId, answer: AnswerId, askedMs: z.int() }),
  /** The next cited sentence. */
  'answer.citation': z.strictObject({ citation: Citation }),
  /** What a model does before and while it writes. */
  'answer.step': z.strictObject({
    step: z.enum(['reading', 'searching', 'checking']),
    passages: z.int(),
  }),
  /** The next piece of what a model writes. */
  'answer.text': z.strictObject({ text: z.string() }),
} as const
