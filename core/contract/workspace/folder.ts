import { z } from 'zod'

/** A folder inside a workspace: path, with slashes, below what was picked when it was brought in. */
export const Folder = z.string().min(1).max(4_000)
