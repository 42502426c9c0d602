/** The threads of this person in the workspace that is open. */
export function Threads() {
  return null
}
