import type { Actor } from '../../audit/entry.ts'
import type { Log } from '../../audit/log.ts'
import type { ModelTask } from '../../contract/model.ts'
import type { Connection } from '../../database/connection.ts'
import type { ModelReference } from './model-reader.ts'

/** Changes which models a workspace works with. */
export class ModelWriter {
  readonly #open: () => Connection
  readonly #log: Log
  readonly #actor: Actor

  /** @param open gives the connection as long as changes may be made, and throws afterwards */
  constructor(open: () => Connection, log: Log, actor: Actor) {
    this.#open = open
    this.#log = log
    this.#actor = actor
  }

  /** Null goes back to what comes with the app, or to none. */
  select(task: ModelTask, model: ModelReference | null): void {
    const connection = this.#open()
    connection.prepare('DELETE FROM model_choice WHERE task = ?').run(task)
    if (model)
      connection
        .prepare('INSERT INTO model_choice (task, name, sha256) VALUES (?, ?, ?)')
        .run(task, model.name, model.sha256)
    this.#log.append({
      type: 'model.selected',
      actor: this.#actor,
      outcome: 'done',
      about: { task },
      sealed: { model: model && { name: model.name, sha256: model.sha256 } },
    })
  }
}
