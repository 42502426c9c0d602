import { z } from 'zod'
import { PromptId, ThreadId } from '../../ids.ts'
import { method } from '../method.ts'
import { nothing } from '../nothing.ts'
import { Text } from '../text.ts'
import { owners, readers } from './who.ts'

/** What the owners want of every answer that a model writes. */
const AnswerSettings = z.strictObject({
  instructions: Text.pipe(z.string().max(4_000)),
  /** 0 always takes the likeliest word. */
  temperature: z.number().min(0).max(2),
})

const SavedPrompt = z.strictObject({
  id: PromptId,
  title: z.string(),
  text: z.string(),
  /** Whether the caller saved it. */
  own: z.boolean(),
})

export const answerMethods = {
  /** Which language model answers here; null where answers are quotations. */
  'answers.model': method({
    input: nothing,
    output: z.strictObject({
      model: z.strictObject({ name: z.string(), sha256: z.string() }).nullable(),
      hasAdapter: z.boolean(),
    }),
    policy: readers,
    entry: null,
  }),
  'instructions.get': method({
    input: nothing,
    output: AnswerSettings,
    policy: readers,
    entry: 'instructions.read',
  }),
  'instructions.set': method({
    input: AnswerSettings,
    output: nothing,
    policy: owners,
    entry: 'instructions.changed',
  }),
  'prompts.list': method({
    input: nothing,
    output: z.strictObject({ prompts: z.array(SavedPrompt) }),
    policy: readers,
    entry: 'prompts.listed',
  }),
  'prompts.save': method({
    input: z.strictObject({
      /** Null saves a new one. */
      id: PromptId.nullable().default(null),
      title: Text.pipe(z.string().trim().min(1).max(200)),
      text: Text.pipe(z.string().trim().min(1).max(4_000)),
    }),
    output: z.strictObject({ id: PromptId }),
    policy: readers,
    entry: 'prompt.saved',
  }),
  'prompts.delete': method({
    input: z.strictObject({ id: PromptId }),
    output: nothing,
    policy: readers,
    entry: 'prompt.deleted',
  }),
  /** Writes a thread of one's own, as far as it can be read, to a place that main has offered for it. */
  'threads.export': method({
    input: z.strictObject({
      thread: ThreadId,
      target: z.string().min(1),
      format: z.enum(['markdown', 'docx']),
    }),
    output: z.strictObject({ turns: z.int(), bytes: z.int() }),
    policy: readers,
    entry: 'thread.exported',
  }),
} as const
