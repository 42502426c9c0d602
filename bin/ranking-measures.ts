/** One query's documents, best first. */
export interface Run {
  query: string
  documents: readonly string[]
}

/** Means over the queries, from 0 to 1. */
export interface Measures {
  ndcg10: number
  recall10: number
  mrr10: number
}

/**
 * nDCG (linear gain, log2 discount), recall and reciprocal rank, cut at `cut` documents, averaged over the runs.
 *
 * @param judgements relevance, above 0, by document by query
 */
export function measures(
  runs: readonly Run[],
  judgements: ReadonlyMap<string, ReadonlyMap<string, number>>,
  cut: number,
): Measures {
  const each = runs.map(({ query, documents }) => {
    const relevant = judgements.get(query) ?? new Map<string, number>()
    const gains = documents.slice(0, cut).map((document) => relevant.get(document) ?? 0)
    const ideal = [...relevant.values()].sort((a, b) => b - a).slice(0, cut)
    const first = gains.findIndex((gain) => gain > 0)
    return {
      ndcg10: discounted(ideal) === 0 ? 0 : discounted(gains) / discounted(ideal),
      recall10: relevant.size === 0 ? 0 : gains.filter((gain) => gain > 0).length / relevant.size,
      mrr10: first === -1 ? 0 : 1 / (first + 1),
    }
  })
  const mean = (measure: keyof Measures) =>
    Math.round((each.reduce((sum, one) => sum + one[measure], 0) / Math.max(1, each.length)) * 1e4) / 1e4
  return { ndcg10: mean('ndcg10'), recall10: mean('recall10'), mrr10: mean('mrr10') }
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0)
}
