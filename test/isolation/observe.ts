import { ask } from '../../core/answer/ask.ts'
import type { Citation } from '../../core/contract/workspace/threads.ts'
import type { SearchHit } from '../../core/contract/workspace/search.ts'
import { searchKeywords } from '../../core/search/keyword.ts'
import { rank } from '../../core/search/rank.ts'
import { search } from '../../core/search/search.ts'
import { searchVectors } from '../../core/search/vector.ts'
import type { Scored } from '../../core/search/keyword.ts'
import type { Reader } from '../../core/workspace/reader.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { testEmbedder } from '../builders.ts'
import { hashOf, type Plan, type World } from './world.ts'

/** Few, so that there is a last place to be shared. */
const limit = 6

export interface Observed {
  keywordCount: number
  keyword: object[]
  vector: object[]
  fused: SearchHit[]
  byKeyword: SearchHit[]
  byVector: SearchHit[]
}

/** Everything that one query shows to a member, with nothing in it that is different in every file. */
export async function observeQuery(scope: Scope, query: string): Promise<Observed> {
  const { reader } = scope
  const keyword = searchKeywords(reader, query)
  const vector = await searchVectors(reader, testEmbedder, query, limit)
  const request = { reader, embedder: testEmbedder, query, limit }
  const fused = await search({ ...request, mode: 'fused' })
  return {
    keywordCount: keyword.length,
    keyword: placed(reader, rank(reader, keyword, Number.MAX_SAFE_INTEGER)),
    vector: placed(reader, rank(reader, vector, limit)),
    fused,
    byKeyword: await search({ ...request, mode: 'keyword' }),
    byVector: await search({ ...request, mode: 'vector' }),
  }
}

function placed(reader: Reader, ranked: readonly Scored[]): object[] {
  const places = reader.passages.places(ranked.map(({ passage }) => passage))
  return ranked.map(({ passage, score }) => ({ ...places.get(passage), score }))
}

/** An answer without its ids, which are new each time. */
export async function observeAnswer(
  scope: Scope,
  question: string,
): Promise<{ kind: string; text: string; citations: Citation[] }> {
  const { reply } = await ask({
    access: { reader: scope.reader, write: (work) => scope.write(work) },
    embedder: testEmbedder,
    question,
    signal: new AbortController().signal,
  })
  return {
    kind: reply.kind,
    text: reply.text,
    citations: reply.kind === 'answered' ? reply.citations : [],
  }
}

/** The lists a member sees without a query. */
export function observeLists(world: World, plan: Plan): object {
  const { reader } = world.scope
  const groupSets = plan.documents.map((document) => document.groups.map((group) => world.group(group)))
  return {
    totals: reader.passages.totals(),
    documents: reader.documents.list().map((document) => ({
      ...document,
      addedMs: null,
      groupNames: document.groups,
      groups: world.indexesOf(reader.documents.groups(document.id)),
      pageCount: document.pages,
      pages: reader.documents.pages(document.id),
    })),
    waiting: reader.documents.waiting(),
    duplicates: plan.documents.map(
      (document, index) => reader.documents.sameAs(hashOf(document), groupSets[index] ?? [])?.id ?? null,
    ),
  }
}
