/** Words and sizes of the format of docs/audit-bundle.md. */
export const bundleFormat = 'bulkhead/audit-bundle'
export const bundleVersion = 1

/** A block, by which a change can be found: the subtree of this level, over 16 leaves. */
export const blockLevel = 4
export const blockEntries = 2 ** blockLevel
