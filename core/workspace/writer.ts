import type { Actor, Draft, Entry } from '../audit/entry.ts'
import type { Log } from '../audit/log.ts'
import type { Connection } from '../database/connection.ts'
import { BulkheadError } from '../errors.ts'
import { AdapterWriter } from './answers/adapters.ts'
import { AnswerSettingsWriter } from './answers/answer-settings.ts'
import { SavedPromptWriter } from './answers/saved-prompts.ts'
import { DocumentWriter } from './documents/document-writer.ts'
import { FolderWriter } from './documents/folder-writer.ts'
import { WaitingFileWriter } from './imports/waiting-file-writer.ts'
import { ModelWriter } from './models/model-writer.ts'
import { PeopleWriter } from './people/people-writer.ts'
import type { Reader } from './reader.ts'
import { ThreadWriter } from './threads/thread-writer.ts'

/** What a caller says of its own entry: who acts comes from the scope, never from the caller. */
export type OwnDraft = Draft extends infer One ? (One extends Draft ? Omit<One, 'actor'> : never) : never

/**
 * The changes one member can make, inside one transaction. Only `Scope.write` hands one out, and it is dead when the
 * transaction has ended.
 */
export class Writer {
  readonly #log: Log
  readonly #actor: Actor
  readonly #reader: Reader
  readonly #documents: DocumentWriter
  readonly #folders: FolderWriter
  readonly #people: PeopleWriter
  readonly #threads: ThreadWriter
  readonly #waitingFiles: WaitingFileWriter
  readonly #models: ModelWriter
  readonly #answerSettings: AnswerSettingsWriter
  readonly #savedPrompts: SavedPromptWriter
  readonly #adapters: AdapterWriter
  #ended = false

  private constructor(connection: Connection, log: Log, actor: Actor, reader: Reader) {
    this.#log = log
    this.#actor = actor
    this.#reader = reader
    const open = () => {
      this.#alive()
      return connection
    }
    this.#documents = new DocumentWriter(open, log, actor)
    this.#folders = new FolderWriter(open, log, actor)
    this.#people = new PeopleWriter(open, log, actor)
    this.#threads = new ThreadWriter(open, log, actor)
    this.#waitingFiles = new WaitingFileWriter(open, log, actor)
    this.#models = new ModelWriter(open, log, actor)
    this.#answerSettings = new AnswerSettingsWriter(open, log, actor)
    this.#savedPrompts = new SavedPromptWriter(open, log, actor)
    this.#adapters = new AdapterWriter(open, log, actor)
  }

  /** For `Scope`: runs `work` in one transaction with a writer that ends with it. */
  static inTransaction<T>(
    source: { connection: Connection; log: Log; actor: Actor; reader: Reader },
    work: (writer: Writer) => T,
  ): T {
    const writer = new Writer(source.connection, source.log, source.actor, source.reader)
    try {
      return source.connection.transaction(() => work(writer))
    } finally {
      writer.#ended = true
    }
  }

  get reader(): Reader {
    this.#alive()
    return this.#reader
  }

  get documents(): DocumentWriter {
    this.#alive()
    return this.#documents
  }

  get folders(): FolderWriter {
    this.#alive()
    return this.#folders
  }

  get people(): PeopleWriter {
    this.#alive()
    return this.#people
  }

  get threads(): ThreadWriter {
    this.#alive()
    return this.#threads
  }

  get waitingFiles(): WaitingFileWriter {
    this.#alive()
    return this.#waitingFiles
  }

  get models(): ModelWriter {
    this.#alive()
    return this.#models
  }

  get answerSettings(): AnswerSettingsWriter {
    this.#alive()
    return this.#answerSettings
  }

  get savedPrompts(): SavedPromptWriter {
    this.#alive()
    return this.#savedPrompts
  }

  get adapters(): AdapterWriter {
    this.#alive()
    return this.#adapters
  }

  /** Appends an entry of this member's, and returns it as it stands in the log. */
  record(entry: OwnDraft): Entry {
    this.#alive()
    return this.#log.append({ ...entry, actor: this.#actor })
  }

  #alive(): void {
    if (this.#ended) throw new BulkheadError('internal', 'A writer was used after its transaction.')
  }
}
