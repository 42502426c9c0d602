import type { searchMethods } from '../../contract/workspace/search.ts'
import type { HandlersOf } from '../../process/serve-contract.ts'
import { passageReference } from '../../search/passage-reference.ts'
import { searchAndReport } from '../../search/search.ts'
import type { Call } from '../serve.ts'
import type { Tools } from '../tools.ts'

export function searchHandlers(tools: Tools): HandlersOf<typeof searchMethods, Call> {
  return {
    search: async ({ query, limit, mode }, { access, signal }) => {
      const { reader, write } = access
      const embedder = await tools.models.searchEmbedder(reader)
      const { hits, ranking } = await searchAndReport({
        reader,
        embedder,
        reranker: tools.models.reranker(reader),
        query,
        limit,
        mode,
        signal,
      })
      const { weights, ...ranked } = ranking
      write((writer) =>
        writer.record({
          type: 'search',
          outcome: 'done',
          about: {},
          sealed: { query, mode, passages: hits.map(passageReference), ...ranked },
          sources: [...new Set(hits.map((hit) => hit.document))],
        }),
      )
      return { hits, weights, ...ranked }
    },
  }
}
