import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { z } from 'zod'
import type { SearchMode } from '../../core/contract/workspace/search.ts'
import { BulkheadError } from '../../core/errors.ts'
import type { WorkspaceCaller } from '../../core/host/open-workspace.ts'
import { wholeNumber } from '../number-option.ts'
import { Output } from '../output.ts'
import { ImportProgress } from '../import-progress.ts'
import { Progress } from '../progress.ts'
import { readJsonLines } from '../read-json-lines.ts'
import { type Measures, measures, type Run } from '../ranking-measures.ts'
import { ensureWorkspace, partner, withTemporaryFirm } from '../temporary-firm.ts'

const CorpusLine = z.object({ id: z.string(), title: z.string().nullish(), text: z.string() })
const QueryLine = z.object({ id: z.string(), text: z.string() })

/** Documents that the measures look at, and passages fetched to find as many different ones. */
const cut = 10
const passagesFetched = 50

export function addEval(program: Command): void {
  program
    .command('eval')
    .description('measure search on a set of documents, queries and judgements, in a temporary workspace')
    .argument('<dir>', 'holds corpus.jsonl, queries.jsonl and qrels.tsv')
    .option('--queries <number>', 'only the first so many queries', wholeNumber(1, 1_000_000))
    .action(async (dir: string, options: { queries?: number }) => {
      const output = new Output(program.opts<{ json?: boolean }>().json ?? false)
      const corpus = readJsonLines(join(dir, 'corpus.jsonl'), CorpusLine)
      const judgements = readJudgements(join(dir, 'qrels.tsv'))
      const queries = readJsonLines(join(dir, 'queries.jsonl'), QueryLine)
        .filter((query) => judgements.has(query.id))
        .slice(0, options.queries)
      await withTemporaryFirm(async (firm) => {
        const folder = join(firm.folder, 'corpus')
        const names = writeCorpus(folder, corpus)
        await firm.as(partner, async (session) => {
          await ensureWorkspace(session, 'Evaluation', 0)
          await session.inWorkspace('Evaluation', output, async (workspace, signal) => {
            const { caller } = workspace
            const progress = new ImportProgress('importing')
            await workspace.offer([folder])
            await caller.call(
              'documents.import',
              { paths: [folder] },
              { signal, onEvent: (...said) => progress.heard(...said) },
            )
            progress.end()
            rmSync(folder, { recursive: true })
            const searcher = new Searcher(caller, names, signal)
            const legs = {
              keyword: await searcher.run(queries, 'keyword'),
              vector: await searcher.run(queries, 'vector'),
              fused: await searcher.run(queries, 'fused'),
            }
            const result = {
              documents: corpus.length,
              queries: queries.length,
              keyword: measures(legs.keyword.runs, judgements, cut),
              vector: measures(legs.vector.runs, judgements, cut),
              fused: measures(legs.fused.runs, judgements, cut),
              weights: searcher.weights,
              msPerQuery: { p50: percentile(legs.fused.ms, 0.5), p95: percentile(legs.fused.ms, 0.95) },
            }
            output.result(result, () => [
              '          nDCG@10  recall@10  MRR@10',
              ...(['keyword', 'vector', 'fused'] as const).map((leg) => row(leg, result[leg])),
              `weights: keyword ${result.weights?.keyword}, vector ${result.weights?.vector}`,
              `a query takes ${result.msPerQuery.p50} ms (p50), ${result.msPerQuery.p95} ms (p95)`,
            ])
          })
        })
      })
    })
}

/** Runs queries through the normal search and turns passages into documents, best passage first. */
class Searcher {
  weights: { keyword: number; vector: number } | undefined
  readonly #caller: WorkspaceCaller
  readonly #names: ReadonlyMap<string, string>
  readonly #signal: AbortSignal

  constructor(caller: WorkspaceCaller, names: ReadonlyMap<string, string>, signal: AbortSignal) {
    this.#caller = caller
    this.#names = names
    this.#signal = signal
  }

  async run(
    queries: readonly { id: string; text: string }[],
    mode: SearchMode,
  ): Promise<{ runs: Run[]; ms: number[] }> {
    const runs: Run[] = []
    const ms: number[] = []
    const progress = new Progress()
    for (const query of queries) {
      const startedMs = performance.now()
      const { hits, weights } = await this.#caller.call(
        'search',
        { query: query.text, limit: passagesFetched, mode },
        { signal: this.#signal },
      )
      ms.push(performance.now() - startedMs)
      this.weights = weights
      const documents = [...new Set(hits.map((hit) => this.#names.get(hit.title) ?? hit.title))]
      runs.push({ query: query.id, documents: documents.slice(0, cut) })
      progress.show(runs.length, queries.length, `${mode} search`)
    }
    progress.end()
    return { runs, ms }
  }
}

/** One text file a document. Its name is a word that no query has, so that it adds nothing to the text. */
function writeCorpus(folder: string, corpus: readonly z.infer<typeof CorpusLine>[]): Map<string, string> {
  mkdirSync(folder)
  const names = new Map<string, string>()
  corpus.forEach(({ id, title, text }, index) => {
    const name = `zzq${index.toString(36)}zzq.txt`
    writeFileSync(join(folder, name), title ? `${title}\n\n${text}` : text)
    names.set(name, id)
  })
  return names
}

/** @returns relevance by document by query */
function readJudgements(file: string): Map<string, Map<string, number>> {
  let content: string
  try {
    content = readFileSync(file, 'utf8')
  } catch {
    throw new BulkheadError('not-found', 'This folder has no qrels.tsv that can be read.')
  }
  const judgements = new Map<string, Map<string, number>>()
  for (const line of content.split('\n').slice(1)) {
    const [query, document, relevance] = line.split('\t')
    if (query === undefined || document === undefined || Number(relevance) <= 0) continue
    judgements.set(
      query,
      (judgements.get(query) ?? new Map<string, number>()).set(document, Number(relevance)),
    )
  }
  return judgements
}

function row(leg: string, { ndcg10, recall10, mrr10 }: Measures): string {
  return `${leg.padEnd(9)} ${ndcg10.toFixed(4)}   ${recall10.toFixed(4)}     ${mrr10.toFixed(4)}`
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) * 10) / 10
}
