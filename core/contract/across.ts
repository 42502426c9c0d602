import { z } from 'zod'
import { LookId, WorkspaceId } from '../ids.ts'
import { Bytes } from './bytes.ts'
import { Reason } from './grants.ts'
import { method } from './method.ts'
import { nothing } from './nothing.ts'
import { Text } from './text.ts'
import { SearchHit } from './workspace/search.ts'

/** A public key as age writes it. */
export const AgeRecipient = z.string().regex(/^age1[a-z0-9]{58}$/)

/** What is asked of each workspace, sealed to its process. */
export const AcrossQuestion = z.strictObject({
  query: Text.pipe(z.string().trim().min(1).max(4_000)),
  reason: Reason,
})
export type AcrossQuestion = z.infer<typeof AcrossQuestion>

/** What a workspace answers, sealed to the page that asked. */
export const AcrossResult = z.strictObject({ hits: z.array(SearchHit) })
export type AcrossResult = z.infer<typeof AcrossResult>

/** Looks that one person may begin in an hour and in a day. */
export const looksAnHour = 10
export const looksADay = 50

/** Workspaces of one look that are open at a time. */
export const lanesAtATime = 2

const staff = ['staff'] as const

/**
 * Looking across workspaces. Main starts a process for each, two at a time, and carries what passes between them and the
 * page, which is sealed on both ways: it knows which workspaces are looked at, by whom and when, and no word.
 */
export const acrossMethods = {
  /** What is left of the person's looks, and when there is one again. */
  'across.left': method({
    input: nothing,
    output: z.strictObject({ hour: z.int(), day: z.int(), waitMs: z.int() }),
    policy: staff,
    entry: null,
  }),
  'across.search': method({
    input: z.strictObject({
      workspaces: z
        .array(z.strictObject({ workspace: WorkspaceId, confirmed: z.boolean().default(false) }))
        .min(1)
        .max(50),
      /** Of the page. */
      recipient: AgeRecipient,
    }),
    output: z.strictObject({ look: LookId }),
    policy: staff,
    entry: 'across.began',
  }),
  /** The page's answer to `across.ready`: the question, sealed to that process. */
  'across.ask': method({
    input: z.strictObject({ look: LookId, workspace: WorkspaceId, sealed: Bytes }),
    output: nothing,
    policy: staff,
    entry: null,
  }),
} as const

const lane = { look: LookId, workspace: WorkspaceId }

export const acrossEvents = {
  'across.opening': z.strictObject(lane),
  'across.ready': z.strictObject({ ...lane, recipient: AgeRecipient }),
  'across.found': z.strictObject({ ...lane, sealed: Bytes }),
  'across.refused': z.strictObject({ ...lane, code: z.string(), message: z.string() }),
} as const
