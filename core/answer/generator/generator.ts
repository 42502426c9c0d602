/** One message of a conversation as a model is told it. */
export interface Message {
  from: 'system' | 'user' | 'model'
  text: string
}

/** How a text is drawn from what the model holds likely. The same on the same model gives the same text. */
export interface Sampling {
  /** 0 always takes the likeliest. */
  temperature: number
  /** 0 to 2^32 − 1. */
  seed: number
}

/** A prompt as the model will read it. */
export interface Rendered {
  /** The exact text, with the marks of the model's own template. */
  prompt: string
  tokens: number
}

export interface WriteRequest {
  messages: readonly Message[]
  /** GBNF that the text must follow; null for free text. */
  grammar: string | null
  maxTokens: number
  sampling: Sampling
  /** Ends the writing at once, also while the prompt is still being read; the thread is idle within a second. */
  signal: AbortSignal
  /** Told before anything is read: an error thrown here ends it. */
  onRendered?: (rendered: Rendered) => void
  /** The next piece of text. */
  onText?: (text: string) => void
}

export interface Written {
  /** All that was told to `onText`, in one. */
  text: string
  /** The text came to its own end, reached `maxTokens`, or was stopped. */
  end: 'whole' | 'length' | 'stopped'
  promptTokens: number
  /** Of the text. */
  tokens: number
  /** From the request to the first piece of text, and to the end; the former is null where there was none. */
  firstTextMs: number | null
  totalMs: number
}

/** A LoRA adapter as the runtime is given it. */
export interface AdapterFile {
  name: string
  path: string
  /** Hex. */
  sha256: string
}

/**
 * A language model on a thread of this process. It answers one request at a time, keeps nothing of one for the next
 * (M4), and has no tool: text goes in, text comes out.
 */
export interface Generator {
  readonly model: {
    readonly name: string
    readonly sha256: string
    /** Tokens that prompt and answer may have together. */
    readonly contextTokens: number
    /** What it runs on: a graphics interface, or the processor. */
    readonly device: string
  }
  /** The adapter that it was opened with. */
  readonly adapter: { readonly name: string; readonly sha256: string } | null

  /** How many tokens each text has. */
  count(texts: readonly string[]): Promise<number[]>

  /**
   * @throws BulkheadError `bad-input` where prompt and answer do not fit, `process-ended` when the thread has ended,
   * `internal` where the runtime fails
   */
  write(request: WriteRequest): Promise<Written>

  /** Ends the thread and all that the model remembers. */
  close(): Promise<void>
}
