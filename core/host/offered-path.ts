/**
 * A path that a shell vouches for: it stands for a file or folder that the person picked or dropped. A page cannot make
 * one, since instances of a class do not cross to it or from it.
 */
export class OfferedPath {
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  get path(): string {
    return this.#path
  }
}
