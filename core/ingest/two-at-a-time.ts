/**
 * Works on items in order, the next one while one is still under way: extractor and embedder each take one at a time, and
 * so neither waits for the other. After a failure nothing new is begun, and the first failure is thrown when all that was
 * under way has ended.
 *
 * @returns the results in the order of the items
 */
export async function twoAtATime<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const failures: unknown[] = []
  let next = 0
  const lane = async () => {
    for (let at = next++; at < items.length && failures.length === 0; at = next++) {
      const item = items[at]
      if (item === undefined) return
      try {
        results[at] = await work(item)
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await Promise.all([lane(), lane()])
  if (failures.length > 0) throw failures[0]
  return results
}
