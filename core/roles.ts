import { z } from 'zod'

/**
 * A member's role inside one workspace. An `owner` also manages people and access, a `member` works with the documents
 * of their groups, an `auditor` reads the structure of the log and no document text.
 */
export const Role = z.enum(['owner', 'member', 'auditor'])
export type Role = z.infer<typeof Role>

/** What a staff account is in the firm. An `operator` maintains the installation and is a member nowhere. */
export const StaffRole = z.enum(['staff', 'operator'])
export type StaffRole = z.infer<typeof StaffRole>
