import { signCheckpoint } from '../audit/checkpoint.ts'
import type { Draft } from '../audit/entry.ts'
import { Log } from '../audit/log.ts'
import type { Connection } from '../database/connection.ts'
import type { FirmId } from '../ids.ts'
import type { KeyStore } from '../keys/store/key-store.ts'
import type { Signer } from '../keys/signing.ts'

/** The firm's log about itself: ids only, signed and anchored in the key store after every entry. */
export class AnchoredLog {
  readonly log: Log
  readonly #connection: Connection
  readonly #store: KeyStore
  readonly #signer: Signer

  constructor(connection: Connection, firm: FirmId, store: KeyStore, signer: Signer) {
    this.#connection = connection
    this.#store = store
    this.#signer = signer
    this.log = new Log(connection, firm)
  }

  /** Appends one entry together with `change`, in one transaction, then anchors it. */
  record(draft: Draft, change: () => void = () => undefined): void {
    this.#connection.transaction(() => {
      change()
      this.log.append(draft)
    })
    this.anchor()
  }

  anchor(): void {
    const { size, root } = this.log.position
    const note = signCheckpoint({ logId: this.log.id, size, root, timeMs: this.log.latestMs }, this.#signer)
    this.#connection.transaction(() => this.log.keepCheckpoint(size, note))
    this.#store.set('firm-anchor', Buffer.from(note, 'utf8'))
  }
}
