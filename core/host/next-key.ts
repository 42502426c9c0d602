import type { FromWorkspace, PrepareKey, ToWorkspace } from '../contract/binding.ts'
import type { Port } from '../contract/port.ts'
import { BulkheadError, type ErrorCode } from '../errors.ts'
import type { StaffId } from '../ids.ts'
import { formatRecoveryKey } from '../keys/wrap/recovery-key.ts'
import type { Member } from '../workspace/people/people.ts'

type Answer = Extract<ToWorkspace, { kind: 'key-prepared' | 'key-not-prepared' }>

/** The key that this workspace gets when a member is removed, as its process knows of it: by version, never by itself. */
export class NextKey {
  readonly #control: Port
  #waiting: PromiseWithResolvers<Answer> | null = null
  /** For whose removal, and sealed to whom. */
  #prepared: { member: StaffId; members: string; keyVersion: number } | null = null

  constructor(control: Port) {
    this.#control = control
  }

  /**
   * Has main make it for those who stay.
   *
   * @returns the recovery key as a person writes it down, in UTF-8
   */
  async prepare(
    member: StaffId,
    staying: readonly Member[],
    keyVersion: number,
  ): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#waiting)
      throw new BulkheadError('refused', 'A new key is being made already. Wait until it is there.')
    this.#prepared = null
    const waiting = Promise.withResolvers<Answer>()
    this.#waiting = waiting
    const members = staying.map(({ id, publicKey }) => ({ id, publicKey }))
    this.#say({ kind: 'prepare-key', keyVersion, members } satisfies PrepareKey)
    try {
      const answer = await waiting.promise
      if (answer.kind === 'key-not-prepared')
        throw new BulkheadError(answer.code as ErrorCode, answer.message)
      const { recoveryKey } = answer
      const written = Buffer.from(formatRecoveryKey(recoveryKey), 'utf8')
      recoveryKey.fill(0)
      this.#prepared = { member, members: namesOf(staying), keyVersion: answer.keyVersion }
      return new Uint8Array(written)
    } finally {
      this.#waiting = null
    }
  }

  /** Takes main's answer. */
  receive(answer: Answer): void {
    this.#waiting?.resolve(answer)
  }

  /**
   * The version of the key that was made for this removal.
   *
   * @throws BulkheadError `refused` where none was, or where others would stay than those it is sealed to
   */
  versionFor(member: StaffId, staying: readonly Member[]): number {
    const prepared = this.#prepared
    if (prepared?.member !== member || prepared.members !== namesOf(staying))
      throw new BulkheadError(
        'refused',
        'The members have changed since the new key was made. Begin the removal again.',
      )
    return prepared.keyVersion
  }

  /** It stands in the file now that this key is to be its own. */
  decided(): void {
    this.#prepared = null
    this.#say({ kind: 'key-decided' })
  }

  #say(message: FromWorkspace): void {
    this.#control.send(message)
  }
}

function namesOf(members: readonly Member[]): string {
  return members.map(({ id, publicKey }) => `${id} ${Buffer.from(publicKey).toString('hex')}`).join('\n')
}
