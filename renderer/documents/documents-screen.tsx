/** The documents of this client, and bringing more in. */
export function DocumentsScreen() {
  return <p>Documents</p>
}
