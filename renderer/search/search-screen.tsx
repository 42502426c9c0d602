/** Passages of this client's documents, while one types. */
export function SearchScreen() {
  return <p>Search</p>
}
