import { z } from 'zod'
import { method } from '../method.ts'
import { ModelReference } from './models.ts'
import { Place } from './place.ts'
import { Text } from '../text.ts'
import { readers } from './who.ts'

export const SearchMode = z.enum(['fused', 'keyword', 'vector'])
export type SearchMode = z.infer<typeof SearchMode>

export const SearchHit = z.strictObject({
  ...Place.shape,
  /** Ordinal of the passage in its document, from 0. */
  ordinal: z.int().min(0),
  heading: z.string().nullable(),
  text: z.string(),
  score: z.number(),
  /** Rank in each search that found it, from 1. */
  ranks: z.strictObject({ keyword: z.int().nullable(), vector: z.int().nullable() }),
})
export type SearchHit = z.infer<typeof SearchHit>

export const searchMethods = {
  search: method({
    input: z.strictObject({
      query: Text.pipe(z.string().max(4_000)),
      limit: z.int().min(1).max(200).default(10),
      mode: SearchMode.default('fused'),
    }),
    output: z.strictObject({
      hits: z.array(SearchHit),
      /** What each search counts for in the fused order. */
      weights: z.strictObject({ keyword: z.number(), vector: z.number() }),
      /** What found passages by meaning; null where it could not be had, so that words alone were searched. */
      embedder: ModelReference.nullable(),
      /** What put the best of them in order, or was too slow or failed, so that they stand as they were fused. */
      reranker: z
        .strictObject({ ...ModelReference.shape, outcome: z.enum(['used', 'late', 'failed']) })
        .nullable(),
    }),
    policy: readers,
    entry: 'search',
  }),
} as const
