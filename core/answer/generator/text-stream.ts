/** How long text is gathered before it is passed on. */
const gatheredMs = 16

/** A character takes four bytes at most, and so four tokens where a token is a byte. */
const longestCharacterTokens = 4

/**
 * Makes text of tokens and passes it on in pieces: whole characters, and nothing that may turn out to be the beginning of
 * a stop mark. Text is gathered for 16 ms or so, since every piece crosses two processes.
 */
export class TextStream<Token> {
  readonly #detokenize: (tokens: readonly Token[], before: readonly Token[]) => string
  readonly #stopMarks: readonly string[]
  readonly #emit: (text: string) => void
  #pending: Token[] = []
  #before: Token[] = []
  #held = ''
  #emittedMs = 0

  constructor(
    detokenize: (tokens: readonly Token[], before: readonly Token[]) => string,
    stopMarks: readonly string[],
    emit: (text: string) => void,
  ) {
    this.#detokenize = detokenize
    this.#stopMarks = stopMarks.filter((mark) => mark !== '')
    this.#emit = emit
  }

  /** Takes the next token. Returns false where a stop mark is complete: what follows is no part of the text. */
  push(token: Token): boolean {
    this.#pending.push(token)
    const text = this.#detokenize(this.#pending, this.#before)
    if (text.endsWith('\uFFFD') && this.#pending.length < longestCharacterTokens) return true
    this.#before = [...this.#before, ...this.#pending].slice(-longestCharacterTokens)
    this.#pending = []
    this.#held += text
    const marks = this.#stopMarks.map((mark) => this.#held.indexOf(mark)).filter((at) => at >= 0)
    if (marks.length > 0) {
      this.#pass(this.#held.slice(0, Math.min(...marks)))
      this.#held = ''
      return false
    }
    if (performance.now() - this.#emittedMs >= gatheredMs) this.#passSafe()
    return true
  }

  /** Passes on what is left. */
  end(): void {
    if (this.#pending.length > 0) this.#held += this.#detokenize(this.#pending, this.#before)
    this.#pending = []
    this.#pass(this.#held)
    this.#held = ''
  }

  #passSafe(): void {
    const longest = Math.max(0, ...this.#stopMarks.map((mark) => mark.length - 1))
    for (let kept = Math.min(longest, this.#held.length); kept > 0; kept--) {
      const tail = this.#held.slice(-kept)
      if (!this.#stopMarks.some((mark) => mark.startsWith(tail))) continue
      this.#pass(this.#held.slice(0, -kept))
      this.#held = tail
      return
    }
    this.#pass(this.#held)
    this.#held = ''
  }

  #pass(text: string): void {
    if (text === '') return
    this.#emittedMs = performance.now()
    this.#emit(text.toWellFormed())
  }
}
