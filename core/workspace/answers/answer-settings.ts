import type { Actor } from '../../audit/entry.ts'
import type { Log } from '../../audit/log.ts'
import type { Connection } from '../../database/connection.ts'

/** What the owners of a workspace want of every answer that a model writes. */
export interface AnswerSettings {
  instructions: string
  /** 0 always takes the likeliest word; 2 hardly minds. */
  temperature: number
}

const usual: AnswerSettings = { instructions: '', temperature: 0.2 }

export class AnswerSettingsReader {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  get(): AnswerSettings {
    return (
      this.#connection
        .prepare<AnswerSettings>('SELECT instructions, temperature FROM main.answer_settings')
        .get() ?? usual
    )
  }
}

export class AnswerSettingsWriter {
  readonly #open: () => Connection
  readonly #log: Log
  readonly #actor: Actor

  /** @param open gives the connection as long as changes may be made, and throws afterwards */
  constructor(open: () => Connection, log: Log, actor: Actor) {
    this.#open = open
    this.#log = log
    this.#actor = actor
  }

  set(settings: AnswerSettings): void {
    this.#open()
      .prepare(
        `INSERT INTO answer_settings (one, instructions, temperature) VALUES (1, ?, ?)
         ON CONFLICT (one) DO UPDATE SET instructions = excluded.instructions, temperature = excluded.temperature`,
      )
      .run(settings.instructions, settings.temperature)
    this.#log.append({
      type: 'instructions.changed',
      actor: this.#actor,
      outcome: 'done',
      about: {},
      sealed: { ...settings },
    })
  }
}
