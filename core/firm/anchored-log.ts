import { AdvancingClock } from '../audit/advancing-clock.ts'
import { signCheckpoint } from '../audit/checkpoint.ts'
import type { Actor, Draft } from '../audit/entry.ts'
import { Log } from '../audit/log.ts'
import type { Connection } from '../database/connection.ts'
import { isFullDisk, type Reserve } from '../database/reserve.ts'
import { BulkheadError } from '../errors.ts'
import type { FirmId } from '../ids.ts'
import type { KeyStore } from '../keys/store/key-store.ts'
import type { Signer } from '../keys/signing.ts'

/** The firm's log about itself: ids only, signed and anchored in the key store after every entry. */
export class AnchoredLog {
  readonly log: Log
  /** What consent and limits are measured by. */
  readonly clock: AdvancingClock
  readonly #connection: Connection
  readonly #store: KeyStore
  readonly #signer: Signer
  readonly #reserve: Reserve

  /** @param reserve room for the entry that says that the disk is full */
  constructor(connection: Connection, firm: FirmId, store: KeyStore, signer: Signer, reserve: Reserve) {
    this.#connection = connection
    this.#store = store
    this.#signer = signer
    this.#reserve = reserve
    this.log = new Log(connection, firm, () => this.clock.now())
    this.clock = new AdvancingClock(this.log.latestMs)
  }

  /**
   * Appends one entry together with `change`, in one transaction, then anchors it. On a full disk nothing is changed, and
   * the log says so in the room that is kept for that; an entry that only records a refusal goes there itself.
   */
  record(draft: Draft, change: () => void = () => undefined): void {
    const append = () =>
      this.#connection.transaction(() => {
        change()
        this.log.append(draft)
      })
    if (draft.outcome === 'refused') this.#reserve.use(append)
    else this.#orRecordFullDisk(draft, append)
    this.#reserve.use(() => this.anchor())
    this.#reserve.keep()
  }

  #orRecordFullDisk({ type, actor }: Draft, append: () => void): void {
    try {
      append()
    } catch (error) {
      if (isFullDisk(error)) this.#recordFullDisk(type, actor)
      throw error
    }
  }

  #recordFullDisk(method: string, actor: Actor): void {
    try {
      this.#reserve.use(() =>
        this.#connection.transaction(() =>
          this.log.append({
            type: 'call.failed',
            actor,
            outcome: 'failed',
            about: { method, code: 'disk-full' },
            sealed: {},
          }),
        ),
      )
      this.anchor()
    } catch (error) {
      // The reserve was used up by the ones before. Who asked is told all the same.
      if (!(error instanceof BulkheadError)) throw error
    }
  }

  anchor(): void {
    const { size, root } = this.log.position
    const note = signCheckpoint({ logId: this.log.id, size, root, timeMs: this.log.latestMs }, this.#signer)
    this.#connection.transaction(() => this.log.keepCheckpoint(size, note))
    this.#store.set('firm-anchor', Buffer.from(note, 'utf8'))
  }
}
