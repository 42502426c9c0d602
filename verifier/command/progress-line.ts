/** How far it is, in one line of a terminal that is taken away again; nothing where nobody looks on. */
export class ProgressLine {
  #shown = ''

  readonly show = (done: number, total: number): void => {
    const line = `${Math.floor((100 * done) / total)} % verified`
    if (!process.stderr.isTTY || line === this.#shown) return
    process.stderr.write(`\r${line}`)
    this.#shown = line
  }

  close(): void {
    if (this.#shown !== '') process.stderr.write('\r\u001B[K')
  }
}
