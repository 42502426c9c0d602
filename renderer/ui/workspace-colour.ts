/** In the order in which a workspace's colour is stored: by its index. */
export const workspaceColours = ['teal', 'ochre', 'blue', 'brick', 'moss', 'rose', 'slate', 'sepia'] as const
export type WorkspaceColour = (typeof workspaceColours)[number]

/** The name of a stored colour, for `data-ws` and for people. An index beyond the eight wraps around. */
export function colourName(index: number): WorkspaceColour {
  return workspaceColours[Math.abs(Math.trunc(index)) % workspaceColours.length] ?? 'slate'
}
