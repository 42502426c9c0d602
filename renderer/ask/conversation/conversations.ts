import type { AnswerMode, Citation, Turn } from '../../../core/contract/workspace/threads.ts'
import type { AnswerId, ThreadId } from '../../../core/ids.ts'
import type { WorkspaceCaller } from '../../api.ts'
import { codeOf, sentenceOf } from '../../problem.ts'

/** A thread, or the one that begins with its first question. */
export type ConversationKey = ThreadId | 'new'

/** What a model does before and while it writes. */
interface AnswerStep {
  step: 'reading' | 'searching' | 'checking'
  passages: number
}

/** How a question is asked. */
export interface Asking {
  mode: AnswerMode
  /** The answer whose turn, with all after it, the new one takes the place of. */
  instead: AnswerId | null
}

/** The last question of a conversation that was asked from this page. */
export type Asked =
  | {
      kind: 'asking'
      question: string
      askedMs: number
      answer: AnswerId | null
      /** What was said of the answer so far: quotations, or what a model writes. */
      citations: readonly Citation[]
      text: string
      step: AnswerStep | null
      /** The person has stopped it, and the process has not yet. */
      stopping: boolean
    }
  | { kind: 'failed'; question: string; askedMs: number; reason: string }
  | { kind: 'answered'; turn: Turn }

export interface Conversation {
  /** What stands in the composer. */
  readonly draft: string
  readonly asked: Asked | null
  /** The thread that a new conversation has become. */
  readonly became: ThreadId | null
}

const untouched: Conversation = { draft: '', asked: null, became: null }

/** Told of what changes a thread. */
export interface ThreadListener {
  /** `answer.began` is in the log, and so there is a thread. */
  began(thread: ThreadId, begun: { question: string; askedMs: number; isNew: boolean }): void
  ended(thread: ThreadId, turn: Turn, instead: AnswerId | null): void
}

/**
 * What is being written and asked in the threads of the open workspace. It lives beside the screens, so that a draft and
 * an answer under way are still there after a look at another one; it ends with the page.
 */
export class Conversations {
  readonly #of = new Map<ConversationKey, Conversation>()
  readonly #stops = new Map<ConversationKey, AbortController>()
  readonly #listeners = new Set<() => void>()

  get(key: ConversationKey): Conversation {
    return this.#of.get(key) ?? untouched
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  write(key: ConversationKey, draft: string): void {
    this.#change(key, { draft })
  }

  /** Begins anew in the place where new threads begin. A question that was not answered goes back to be written. */
  begin(): void {
    const { asked, draft } = this.get('new')
    if (asked?.kind === 'asking') return
    const lost = asked?.kind === 'failed' && draft === '' ? asked.question : draft
    this.#change('new', { asked: null, became: null, draft: lost })
  }

  /** Asks, and keeps what is said of the answer as it comes. One question of a conversation at a time. */
  async ask(
    caller: WorkspaceCaller,
    start: ConversationKey,
    question: string,
    { mode, instead }: Asking,
    listener: ThreadListener,
  ): Promise<void> {
    if (this.get(start).asked?.kind === 'asking') return
    let key = start
    const stop = new AbortController()
    this.#stops.set(key, stop)
    let asking: Extract<Asked, { kind: 'asking' }> = {
      kind: 'asking',
      question,
      askedMs: Date.now(),
      answer: null,
      citations: [],
      text: '',
      step: null,
      stopping: false,
    }
    const say = (more: Partial<typeof asking>) => {
      const { asked } = this.get(key)
      asking = { ...asking, ...more, stopping: asked?.kind === 'asking' && asked.stopping }
      this.#change(key, { asked: asking })
    }
    say({})
    try {
      const { thread, answer, askedMs, entry, reply } = await caller.call(
        'ask',
        { question, thread: key === 'new' ? null : key, mode, instead },
        {
          signal: stop.signal,
          onEvent: (event, payload) => {
            if (event === 'answer.began') {
              listener.began(payload.thread, { question, askedMs: payload.askedMs, isNew: key === 'new' })
              key = this.#moveTo(key, payload.thread)
              say({ answer: payload.answer, askedMs: payload.askedMs })
            } else if (event === 'answer.citation')
              say({ citations: [...asking.citations, payload.citation] })
            else if (event === 'answer.text') say({ text: asking.text + payload.text })
            else if (event === 'answer.step') say({ step: payload })
          },
        },
      )
      if (key === 'new') key = this.#moveTo(key, thread)
      const turn: Turn = { answer, askedMs, question, reply, entry }
      listener.ended(thread, turn, instead)
      this.#change(key, { asked: { kind: 'answered', turn } })
    } catch (error) {
      this.#fail(key, asking, error)
    } finally {
      this.#stops.delete(key)
    }
  }

  /** Ends the answer that is under way; what was shown of it stays. */
  stop(key: ConversationKey): void {
    const { asked } = this.get(key)
    if (asked?.kind !== 'asking') return
    this.#change(key, { asked: { ...asked, stopping: true } })
    this.#stops.get(key)?.abort()
  }

  #fail(key: ConversationKey, asking: Extract<Asked, { kind: 'asking' }>, error: unknown): void {
    const { question, askedMs } = asking
    if (codeOf(error) !== 'cancelled')
      return this.#change(key, { asked: { kind: 'failed', question, askedMs, reason: sentenceOf(error) } })
    // Stopped before anything of it was in the log: as if it had not been asked.
    const { draft } = this.get(key)
    this.#change(key, { asked: null, draft: draft === '' ? question : draft })
  }

  #moveTo(key: ConversationKey, thread: ThreadId): ThreadId {
    if (key === thread) return thread
    const { asked } = this.get(key)
    const stop = this.#stops.get(key)
    this.#stops.delete(key)
    if (stop) this.#stops.set(thread, stop)
    this.#of.set(thread, { ...untouched, asked })
    this.#change(key, { asked: null, became: thread })
    return thread
  }

  #change(key: ConversationKey, change: Partial<Conversation>): void {
    this.#of.set(key, { ...this.get(key), ...change })
    for (const listener of this.#listeners) listener()
  }
}
