const width = 24

/** A line that is written over on a terminal, and nothing elsewhere. */
export class Progress {
  readonly #shown = process.stderr.isTTY
  readonly #startedMs = Date.now()

  show(done: number, total: number, what: string): void {
    if (!this.#shown) return
    const filled = total === 0 ? 0 : Math.round((done / total) * width)
    const bar = '█'.repeat(filled) + '░'.repeat(width - filled)
    const line = `${bar} ${done}/${total}  ${this.#timeLeft(done, total)}${what}`
    process.stderr.write(`\r\x1b[2K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`)
  }

  end(): void {
    if (this.#shown) process.stderr.write('\r\x1b[2K')
  }

  #timeLeft(done: number, total: number): string {
    if (done < 2) return ''
    const seconds = Math.ceil(((Date.now() - this.#startedMs) / done / 1_000) * (total - done))
    return seconds < 2 ? '' : `about ${seconds} s left  `
  }
}
