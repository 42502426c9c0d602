import { z } from 'zod'

/** An input or an output without fields. */
export const nothing = z.strictObject({})
