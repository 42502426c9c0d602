import { z } from 'zod'

/**
 * Whether a workspace may be looked at across workspaces: by nobody; with an owner's consent for each look; or by
 * everybody who may search in it, with a reason.
 */
export const AcrossSetting = z.enum(['never', 'ask', 'allow'])
export type AcrossSetting = z.infer<typeof AcrossSetting>
