import type { SignRequest, ToWorkspace } from '../contract/binding.ts'
import type { Port } from '../contract/port.ts'
import { BulkheadError } from '../errors.ts'
import type { Scope } from '../workspace/scope.ts'

/** A checkpoint is due after so many entries, or so long after the first unsigned one. */
const everyEntries = 256
const everyMs = 60_000

/**
 * Has the log's state signed by main as it grows: every 256 entries, 60 s after the first unsigned entry, at once when
 * access has changed, and at lock. Append first, then anchor: the file may be ahead of the anchor, never behind it.
 */
export class Checkpoints {
  readonly #scope: Scope
  readonly #control: Port
  #signedSize: number
  /** Entries up to here were looked at for a change of access. */
  #lookedTo: number
  #accessChanged = false
  #fork: boolean
  #timer: NodeJS.Timeout | undefined
  /** The last note that main has signed since this process began. */
  #latestNote: string | null = null
  #waiting: { size: number; done: (signed: boolean) => void; ended: Promise<boolean> } | undefined

  /** @param start size that the anchor has, and whether the next signature starts a recorded fork */
  constructor(scope: Scope, control: Port, start: { signedSize: number; fork: boolean }) {
    this.#scope = scope
    this.#control = control
    this.#signedSize = start.signedSize
    this.#lookedTo = start.signedSize
    this.#fork = start.fork
  }

  get latestNote(): string | null {
    return this.#latestNote
  }

  /** To be called after every write. */
  afterWrite(): void {
    const unsigned = this.#scope.log.size - this.#signedSize
    if (unsigned === 0) return
    this.#lookForAccess()
    if (unsigned >= everyEntries || this.#accessChanged) void this.sign()
    else this.#timer ??= setTimeout(() => void this.sign(), everyMs).unref()
  }

  /** Resolves with whether main has signed the state as it is now. */
  async sign(): Promise<boolean> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    while (this.#waiting) await this.#waiting.ended
    const { size, root } = this.#scope.log.position
    if (size === this.#signedSize && !this.#fork) return true
    const consistency =
      this.#fork || this.#signedSize === 0 ? [] : this.#scope.log.consistency(this.#signedSize, size)
    const { promise, resolve } = Promise.withResolvers<boolean>()
    this.#waiting = { size, done: resolve, ended: promise }
    const previousSize = this.#signedSize
    this.#control.send({
      kind: 'sign',
      size,
      root,
      previousSize,
      consistency,
      fork: this.#fork,
    } satisfies SignRequest)
    return await promise
  }

  /** Takes main's answer. */
  receive(answer: Extract<ToWorkspace, { kind: 'signed' | 'not-signed' }>): void {
    const waiting = this.#waiting
    if (!waiting || waiting.size !== answer.size) return
    this.#waiting = undefined
    if (answer.kind === 'signed') {
      this.#signedSize = answer.size
      this.#lookedTo = Math.max(this.#lookedTo, answer.size)
      this.#accessChanged = false
      this.#fork = false
      this.#latestNote = answer.note
      this.#keep(answer.size, answer.note)
    }
    waiting.done(answer.kind === 'signed')
  }

  /** What is signed stands outside the file; a copy that a full disk has no room for changes nothing about that. */
  #keep(size: number, note: string): void {
    try {
      this.#scope.keepCheckpoint(size, note)
    } catch (error) {
      if (!(error instanceof BulkheadError)) throw error
    }
  }

  /** Each entry once: looking at all that are unsigned would cost more than writing one. */
  #lookForAccess(): void {
    const leaves = this.#scope.log.leaves(this.#lookedTo, everyEntries)
    this.#lookedTo += leaves.length
    this.#accessChanged ||= leaves.some(
      ({ leaf }) => leaf.includes('"state":') || /"type":"(?:document|folder)\.regrouped"/.test(leaf),
    )
  }
}
