import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { OutputOf } from '../../contract/method.ts'
import type { FirmContract } from '../../contract/firm.ts'
import { BulkheadError } from '../../errors.ts'
import type { OfferedTargets } from '../../export/offered-targets.ts'
import { OutputFile } from '../../export/output-file.ts'
import { StoredZip } from '../../export/stored-zip.ts'
import type { Firm } from '../../firm/firm.ts'
import type { Home } from '../../firm/home.ts'
import type { DiagnosticLog } from '../diagnostics/diagnostic-log.ts'
import { proposedTarget } from '../proposed-target.ts'
import { aboutInstallation } from './about.ts'
import { actorOf } from '../../firm/actor-of.ts'

type Preview = OutputOf<FirmContract['support.preview']>

const readme = `This file was made by Bulkhead for whoever looks after it.

about.json         versions of the program and of the system, settings, where the keys are kept,
                   and of each workspace its random id and the sizes of its files
diagnostics.jsonl  what the program did and what failed: one line each, a time in milliseconds and
                   a kind with codes, ids and counts

There is no name in it, no path, and no word of a client, a document, a question or an answer. Look at
it before you pass it on; it is plain text.
`

/** The support file: shown first, and saved as it was shown. */
export class Support {
  readonly #home: Home
  readonly #targets: OfferedTargets
  readonly #diagnostics: DiagnosticLog
  readonly #now: () => number
  #shown: Preview | null = null

  /** @param targets where a person lets it be saved */
  constructor(home: Home, diagnostics: DiagnosticLog, targets: OfferedTargets, now: () => number = Date.now) {
    this.#home = home
    this.#targets = targets
    this.#diagnostics = diagnostics
    this.#now = now
  }

  preview(firm: Firm | null): Preview {
    const about = aboutInstallation(this.#home, firm, this.#now())
    const files = [
      { name: 'README.txt', text: readme },
      { name: 'about.json', text: `${JSON.stringify(about, null, 2)}\n` },
      {
        name: 'diagnostics.jsonl',
        text: this.#diagnostics
          .read()
          .map((line) => `${JSON.stringify(line)}\n`)
          .join(''),
      },
    ]
    const sha256 = createHash('sha256').update(JSON.stringify(files)).digest('hex')
    this.#shown = { files, sha256 }
    return this.#shown
  }

  /** @throws BulkheadError `bad-input` for what was not shown last, `already-exists`, `disk-full`, `not-writable` */
  save(firm: Firm | null, sha256: string, target: string | null): OutputOf<FirmContract['support.save']> {
    const shown = this.#shown
    if (shown?.sha256 !== sha256)
      throw new BulkheadError('bad-input', 'Look at what the support file holds first, then save it.')
    const path = target === null ? proposedTarget('support', this.#now()) : this.#targets.take(target)
    if (existsSync(path))
      throw new BulkheadError('already-exists', 'There is a file of that name already. Choose another.')
    const file = new OutputFile(path)
    try {
      const zip = new StoredZip(file)
      for (const { name, text } of shown.files) zip.add(name, text)
      zip.end()
      const { bytes } = file
      recordSaved(firm)
      file.finish()
      return { path, bytes }
    } catch (error) {
      file.discard()
      throw error
    }
  }
}

function recordSaved(firm: Firm | null): void {
  if (!firm) return
  const { log, staff } = firm.parts
  log.record({
    type: 'support.saved',
    actor: actorOf(staff),
    outcome: 'done',
    about: {},
    sealed: {},
  })
}
