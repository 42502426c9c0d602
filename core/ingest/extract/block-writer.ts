import type { Block } from '../compose-page.ts'

/**
 * Collects running text into blocks. White space collapses as on a page; within a list or table a break starts a
 * new line of the same block, elsewhere a new block.
 */
export class BlockWriter {
  readonly blocks: Block[] = []
  #parts: string[] = []
  #line: 'empty' | 'marked' | 'filled' = 'empty'
  #blankBefore = true

  text(text: string): void {
    const collapsed = text.replace(/[ \t\n\r\f\u00a0]+/gu, ' ')
    const kept = this.#blankBefore && collapsed.startsWith(' ') ? collapsed.slice(1) : collapsed
    if (kept === '') return
    this.#parts.push(kept)
    this.#blankBefore = kept.endsWith(' ')
    this.#line = 'filled'
  }

  /** Text whose spaces and line ends count. */
  verbatim(text: string): void {
    if (text === '') return
    this.#parts.push(text)
    this.#blankBefore = /\s$/u.test(text)
    this.#line = 'filled'
  }

  /** Starts a new line of the same block, unless one has just begun; `mark` stands before it. */
  line(mark = ''): void {
    if (this.#line === 'filled' || (this.#line === 'marked' && mark !== '')) {
      this.#parts.push('\n')
      this.#line = 'empty'
    }
    if (mark !== '') {
      this.#parts.push(mark)
      this.#line = 'marked'
    }
    this.#blankBefore = true
  }

  /** Ends the block. */
  end(level = 0): void {
    const text = this.#parts.join('')
    if (text.trim() !== '') this.blocks.push({ text, level })
    this.#parts = []
    this.#line = 'empty'
    this.#blankBefore = true
  }
}
