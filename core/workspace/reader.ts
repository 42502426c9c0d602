import type { Connection } from '../database/connection.ts'
import { AccessReader } from './people/access-reader.ts'
import { AdapterReader } from './answers/adapters.ts'
import { AnswerSettingsReader } from './answers/answer-settings.ts'
import { SavedPromptReader } from './answers/saved-prompts.ts'
import { ConsentReader } from './consent/consent-reader.ts'
import { DocumentReader } from './documents/documents.ts'
import { FolderReader } from './documents/folders.ts'
import { WaitingFileReader } from './imports/waiting-files.ts'
import { ModelReader } from './models/model-reader.ts'
import { LogReader } from './log-reader.ts'
import { OpeningReader } from './opening-reader.ts'
import { PassageReader } from './documents/passages.ts'
import { PeopleReader } from './people/people.ts'
import { ThreadReader } from './threads/threads.ts'

/**
 * What one member may read of one unlocked workspace. Only a scope hands one out. The private fields make it
 * impossible to write one as a literal, copy one by spreading or derive a class from it; a structured clone or an
 * `Object.create` of one throws at its first use (S1).
 */
export class Reader {
  readonly #documents: DocumentReader
  readonly #folders: FolderReader
  readonly #passages: PassageReader
  readonly #people: PeopleReader
  readonly #access: AccessReader
  readonly #log: LogReader
  readonly #openings: OpeningReader
  readonly #threads: ThreadReader
  readonly #waitingFiles: WaitingFileReader
  readonly #models: ModelReader
  readonly #answerSettings: AnswerSettingsReader
  readonly #savedPrompts: SavedPromptReader
  readonly #adapters: AdapterReader
  readonly #consent: ConsentReader

  private constructor(connection: Connection) {
    this.#documents = new DocumentReader(connection)
    this.#folders = new FolderReader(connection)
    this.#passages = new PassageReader(connection)
    this.#people = new PeopleReader(connection)
    this.#consent = new ConsentReader(connection)
    this.#log = new LogReader(connection, this.#consent)
    this.#access = new AccessReader(connection, this.#log)
    this.#openings = new OpeningReader(connection)
    this.#threads = new ThreadReader(connection)
    this.#waitingFiles = new WaitingFileReader(connection)
    this.#models = new ModelReader(connection)
    this.#answerSettings = new AnswerSettingsReader(connection)
    this.#savedPrompts = new SavedPromptReader(connection)
    this.#adapters = new AdapterReader(connection)
  }

  /** For `Scope`: an open connection, with the member's view made, is what it takes. */
  static over(connection: Connection): Reader {
    return new Reader(connection)
  }

  get documents(): DocumentReader {
    return this.#documents
  }

  get folders(): FolderReader {
    return this.#folders
  }

  get passages(): PassageReader {
    return this.#passages
  }

  get people(): PeopleReader {
    return this.#people
  }

  /** The structure of access, for those who oversee it. */
  get access(): AccessReader {
    return this.#access
  }

  get log(): LogReader {
    return this.#log
  }

  get openings(): OpeningReader {
    return this.#openings
  }

  get consent(): ConsentReader {
    return this.#consent
  }

  get threads(): ThreadReader {
    return this.#threads
  }

  get waitingFiles(): WaitingFileReader {
    return this.#waitingFiles
  }

  get models(): ModelReader {
    return this.#models
  }

  get answerSettings(): AnswerSettingsReader {
    return this.#answerSettings
  }

  get savedPrompts(): SavedPromptReader {
    return this.#savedPrompts
  }

  get adapters(): AdapterReader {
    return this.#adapters
  }
}
