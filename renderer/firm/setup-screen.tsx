/** The first run: the firm, its first person, and what opens the account. */
export function SetupScreen() {
  return <p>Set up</p>
}
