import type { Sealed } from '../audit/event.ts'
import type { SearchHit } from '../contract/workspace/search.ts'
import type { Citation, FlaggedPassage, Reply, WrittenSentence } from '../contract/workspace/threads.ts'
import type { AnswerId, DocumentId } from '../ids.ts'
import { type RankedBy, search } from '../search/search.ts'
import { type BegunAnswer, beginAnswer, endAnswer, recordSearch, sourceGone } from './answer-entries.ts'
import { checkSentences } from './cite/check-sentences.ts'
import type { Generator, Written } from './generator/generator.ts'
import { answerGrammar, notFoundMark, searchMark } from './prompt/answer-grammar.ts'
import { datamark } from './prompt/datamark.ts'
import { fitPrompt, type Prompt } from './prompt/fit-prompt.ts'
import { instructionSigns } from './prompt/flag-instructions.ts'
import type { Answered, Question } from './question.ts'
import { notFound } from './quote-answer.ts'
import { mergeHits } from './search-again.ts'

/** An earlier turn that may be in the prompt. */
export interface ReadableTurn {
  answer: AnswerId
  question: string
  text: string
}

export interface Writing {
  generator: Generator
  turns: readonly ReadableTurn[]
  hits: readonly SearchHit[]
  searched: string
  seed: number
  searchMs: number
  /** By what the order of the hits came about. */
  ranking: RankedBy
}

interface MadeReply {
  reply: Reply
  made: Sealed<'answer.ended'>['made']
}

/** How long what is shown may not be kept yet: a process that is killed loses the words of this time. */
const keptEveryMs = 500

/** Passages that a search of the model's own adds at most. */
const searchedAgain = 10

/**
 * Has a model write the answer. Its form is forced; it may ask for one more search, with the asker's own reader, and for
 * nothing else. The entry that it began is durable before any of it is shown (A1).
 */
export async function writeAnswer(asked: Question, writing: Writing): Promise<Answered> {
  return await new AnswerInWriting(asked, writing).make()
}

/** One answer from its prompt to its last entry. */
class AnswerInWriting {
  readonly #asked: Question
  readonly #writing: Writing
  readonly #mode: 'documents' | 'chat'
  /** Ends the model's writing: the asker has had enough, or a document went. */
  readonly #stop = new AbortController()
  #hits: readonly SearchHit[]
  #sources: readonly DocumentId[] = []
  #prompt: Prompt<ReadableTurn> | null = null
  #begun: BegunAnswer | null = null
  #shown = ''
  #held = ''
  #keptMs = -Infinity
  #gone = false

  constructor(asked: Question, writing: Writing) {
    this.#asked = asked
    this.#writing = writing
    this.#mode = asked.mode ?? 'documents'
    this.#hits = writing.hits
  }

  async make(): Promise<Answered> {
    const { access, signal, instead } = this.#asked
    const stop = () => this.#stop.abort()
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    try {
      const { reply, made } = await this.#reply().catch((error: unknown) => this.#stoppedReply(error))
      const begun = this.#begunAnswer()
      const entry = endAnswer(access, begun.answer, reply, {
        sources: this.#sources,
        made,
        ...(instead === undefined ? {} : { instead }),
      })
      return { ...begun, reply, entry }
    } catch (error) {
      if (this.#begun)
        endAnswer(access, this.#begun.answer, null, {
          sources: this.#gone ? [] : this.#sources,
          // Of a document that went nothing may stay.
          shown: this.#gone ? '' : this.#shown,
        })
      throw error
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  async #reply(): Promise<MadeReply> {
    let written = await this.#write(true)
    const query = this.#wantsSearch(written)
    if (query !== null) {
      this.#held = ''
      this.#asked.onStep?.({ step: 'searching', passages: this.#hits.length })
      const { access, embedder, reranker = null } = this.#asked
      const { reader } = access
      const found = await search({
        reader,
        embedder,
        reranker,
        query,
        limit: searchedAgain,
        mode: 'fused',
        signal: this.#stop.signal,
      })
      this.#hits = mergeHits(this.#hits, found, this.#hits.length + searchedAgain)
      written = await this.#write(false, query)
    }
    if (this.#isNotFound(written))
      return { reply: { kind: 'not-found', text: notFound }, made: this.#made(written, []) }
    this.#letGo()
    this.#asked.onStep?.({ step: 'checking', passages: this.#hits.length })
    const hits = this.#prompt?.hits ?? []
    const { access, embedder } = this.#asked
    const checked =
      this.#mode === 'chat'
        ? { sentences: [], citations: [] }
        : await checkSentences({ reader: access.reader, embedder }, this.#shown, hits)
    this.#requireSources()
    const end = this.#asked.signal.aborted ? 'stopped' : written.end
    const reply = this.#written(checked.sentences, checked.citations, end)
    return { reply, made: this.#made(written, checked.sentences) }
  }

  /** A stop between two steps is no failure: nothing was shown yet. */
  #stoppedReply(error: unknown): MadeReply {
    if (!this.#begun || this.#gone || !this.#asked.signal.aborted || this.#shown !== '') throw error
    return { reply: this.#written([], [], 'stopped'), made: null }
  }

  #written(
    sentences: WrittenSentence[],
    citations: Citation[],
    end: Written['end'],
  ): Extract<Reply, { kind: 'written' }> {
    const { generator } = this.#writing
    return {
      kind: 'written',
      text: this.#shown,
      sentences,
      citations,
      mode: this.#mode,
      model: generator.model.name,
      adapter: generator.adapter?.name ?? null,
      flagged: (this.#prompt?.hits ?? []).flatMap(flagOf),
      end,
    }
  }

  /** One prompt and what the model makes of it. */
  async #write(first: boolean, query: string | null = null): Promise<Written> {
    const { access, question, settings = usualSettings } = this.#asked
    const { generator, turns, seed } = this.#writing
    const maySearch = first && this.#mode === 'documents'
    const prompt = await fitPrompt(generator, {
      question,
      turns,
      hits: this.#hits,
      instructions: settings.instructions,
      mode: this.#mode,
      seed,
      maySearch,
    })
    this.#prompt = prompt
    this.#sources = this.#sourcesOf(prompt.hits)
    const written = await generator.write({
      messages: prompt.messages,
      grammar: this.#mode === 'chat' ? null : answerGrammar(prompt.hits.length, maySearch),
      maxTokens: prompt.maxTokens,
      sampling: { temperature: settings.temperature, seed },
      signal: this.#stop.signal,
      onRendered: (rendered) => {
        if (this.#begun === null) this.#begin(rendered.prompt, prompt)
        else
          recordSearch(access, this.#begun.answer, {
            query: query ?? '',
            hits: prompt.hits,
            prompt: rendered.prompt,
            sources: this.#sources,
          })
        this.#asked.onStep?.({ step: 'reading', passages: prompt.hits.length })
      },
      onText: (text) => this.#receive(text.replaceAll(datamark, ' ')),
    })
    this.#requireSources()
    return written
  }

  #begin(prompt: string, { hits, turns, maxTokens }: Prompt<ReadableTurn>): void {
    const { generator, seed, searched, ranking } = this.#writing
    const { name, sha256, contextTokens, device } = generator.model
    const { instructions, temperature } = this.#asked.settings ?? usualSettings
    this.#begun = beginAnswer(this.#asked, {
      hits,
      ranking,
      sources: this.#sources,
      model: `${name} sha256:${sha256}`,
      prompt,
      searched,
      turns: turns.map(({ answer }) => answer),
      settings: {
        modelSha256: sha256,
        adapter: generator.adapter,
        instructions,
        temperature,
        seed,
        contextTokens,
        maxTokens,
        device,
      },
    })
    this.#asked.onBegan?.(this.#begun)
  }

  /** Holds back what may be no part of the answer, and shows the rest. */
  #receive(text: string): void {
    if (!this.#asked.access.reader.documents.has(this.#sources)) {
      this.#gone = true
      this.#stop.abort()
      return
    }
    this.#held += text
    if (this.#mode === 'documents' && this.#shown === '' && mayBeMark(this.#held)) return
    this.#letGo()
  }

  #letGo(): void {
    if (this.#held === '' || this.#asked.signal.aborted) return
    this.#shown += this.#held
    this.#keep()
    this.#asked.onText?.(this.#held)
    this.#held = ''
  }

  /** Durable before it is shown, as far as it is kept. */
  #keep(): void {
    if (performance.now() - this.#keptMs < keptEveryMs) return
    const { answer } = this.#begunAnswer()
    this.#asked.access.write((writer) => writer.threads.keep(answer, this.#shown))
    this.#keptMs = performance.now()
  }

  #wantsSearch({ end }: Written): string | null {
    if (this.#mode === 'chat' || end === 'stopped' || !this.#held.startsWith(searchMark)) return null
    const query = this.#held.slice(searchMark.length).split('\n')[0]?.trim() ?? ''
    return query === '' ? null : query
  }

  #isNotFound({ end }: Written): boolean {
    return (
      this.#mode === 'documents' &&
      end !== 'stopped' &&
      this.#shown === '' &&
      this.#held.trim() === notFoundMark
    )
  }

  /** All that the answer is made from: its passages, and what the turns were made from that the model was told of. */
  #sourcesOf(hits: readonly SearchHit[]): DocumentId[] {
    const { turns } = this.#writing
    const earlier = this.#asked.access.reader.threads.sources(turns.map(({ answer }) => answer))
    return [...new Set([...this.#sources, ...hits.map(({ document }) => document), ...earlier])]
  }

  #requireSources(): void {
    if (this.#asked.access.reader.documents.has(this.#sources)) return
    this.#gone = true
    throw sourceGone()
  }

  #begunAnswer(): BegunAnswer {
    if (!this.#begun) throw new Error('an answer that never began has ended')
    return this.#begun
  }

  #made(
    { promptTokens, tokens, firstTextMs, totalMs }: Written,
    sentences: readonly { start: number; end: number; support: string }[],
  ): Sealed<'answer.ended'>['made'] {
    return {
      sentences: sentences.map(({ start, end, support }) => ({ start, end, support })),
      searchMs: Math.round(this.#writing.searchMs),
      promptTokens,
      tokens,
      firstTextMs: firstTextMs === null ? null : Math.round(firstTextMs),
      totalMs: Math.round(totalMs),
    }
  }
}

const usualSettings = { instructions: '', temperature: 0.2 }

/** Whether a text may still turn out to be one of the model's marks, or is one. */
function mayBeMark(text: string): boolean {
  return [notFoundMark, searchMark].some((mark) => mark.startsWith(text.trimEnd()) || text.startsWith(mark))
}

function flagOf({ document, title, page, text }: SearchHit): FlaggedPassage[] {
  const signs = instructionSigns(text)
  return signs.length === 0 ? [] : [{ document, title, page, signs }]
}
