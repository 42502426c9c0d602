/** Who may make a call, by their role in the workspace. */
export const everybody = ['owner', 'member', 'auditor'] as const
export const readers = ['owner', 'member'] as const
export const owners = ['owner'] as const
/** The structure of the log names documents by id, also those that a member may not read. */
export const overseers = ['owner', 'auditor'] as const
