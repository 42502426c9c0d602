import { z } from 'zod'

/**
 * How many documents the caller was told that nobody could read after a change, and agreed to. The change is refused as
 * `unconfirmed` where there are more; `access.preview` counts them.
 */
export const Told = z.int().min(0).default(0)
