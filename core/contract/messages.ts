import { z } from 'zod'

/** What goes over a client channel: a call, its cancellation, its result, and what happens on the way. */
export const Request = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('call'),
    id: z.int(),
    method: z.string(),
    input: z.unknown(),
    /** False where nobody would take them: what holds client text is then not sent at all (K1). */
    events: z.boolean().default(true),
  }),
  z.strictObject({ kind: z.literal('cancel'), id: z.int() }),
])
export type Request = z.infer<typeof Request>

export const Response = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('result'), id: z.int(), value: z.unknown() }),
  z.strictObject({ kind: z.literal('failed'), id: z.int(), code: z.string(), message: z.string() }),
  z.strictObject({ kind: z.literal('event'), id: z.int(), event: z.string(), payload: z.unknown() }),
])
export type Response = z.infer<typeof Response>
