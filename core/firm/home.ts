import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { storageError } from '../database/storage-error.ts'
import { BulkheadError } from '../errors.ts'
import { FirmId, type ModelId, type WorkspaceId } from '../ids.ts'
import { writeAtomically } from '../keys/store/write-atomically.ts'

/** What stands in the plain in a home folder: which firm, and where its keys are. */
export const HomeFile = z.strictObject({
  format: z.literal('bulkhead home 1'),
  firm: FirmId,
  keyStore: z.enum(['keychain', 'passphrase']),
  /** Whether a person is asked for a passphrase; firm.db decides what opens an account. */
  login: z.enum(['passphrase', 'computer']),
})
export type HomeFile = z.infer<typeof HomeFile>

/** The folder of one installation. Paths in it hold random ids only. */
export class Home {
  readonly folder: string

  constructor(folder: string) {
    this.folder = folder
  }

  get lockFile(): string {
    return join(this.folder, 'lock')
  }

  keyStoreFile(firm: FirmId): string {
    return join(this.folder, `keystore-${firm}.json`)
  }

  firmFile(firm: FirmId): string {
    return join(this.folder, `firm-${firm}.db`)
  }

  workspaceFile(workspace: WorkspaceId): string {
    return join(this.folder, 'workspaces', `${workspace}.bulkhead`)
  }

  /** What owners have released to operators, each file encrypted to one of them. */
  get grantFolder(): string {
    return join(this.folder, 'grants')
  }

  /** The recovery wrap lies beside its file: a copy of the two and the recovery sheet are enough. */
  recoveryFile(workspace: WorkspaceId): string {
    return recoveryFileOf(this.workspaceFile(workspace))
  }

  /** What firms left here whose keys are gone: a folder each, as it was. */
  get earlierFolder(): string {
    return join(this.folder, 'earlier')
  }

  /** The same for the next key, until the file has it: whichever of the two a copy was taken under, its sheet opens it. */
  nextRecoveryFile(workspace: WorkspaceId): string {
    return nextRecoveryFileOf(this.workspaceFile(workspace))
  }

  /** Holds a folder for each installed model, and what is being downloaded. */
  get modelsFolder(): string {
    return join(this.folder, 'models')
  }

  modelFolder(model: ModelId): string {
    return join(this.modelsFolder, model)
  }

  /** What there is so far of a download from the catalogue; names there are plain. */
  downloadFolder(name: string): string {
    return join(this.modelsFolder, `${name}.download`)
  }

  /** Makes the folders, closed to other users. @throws BulkheadError `not-writable` */
  make(): void {
    try {
      mkdirSync(join(this.folder, 'workspaces'), { recursive: true, mode: 0o700 })
    } catch (error) {
      throw storageError(error)
    }
  }

  /** @throws BulkheadError `not-writable` where that cannot be seen: a folder that may not be entered is not an empty one */
  get exists(): boolean {
    try {
      return statSync(this.#homeFile, { throwIfNoEntry: false }) !== undefined
    } catch (error) {
      throw storageError(error)
    }
  }

  /** @throws BulkheadError `no-firm`, `newer-version`, `damaged` */
  read(): HomeFile {
    if (!this.exists)
      throw new BulkheadError('no-firm', 'There is no firm in this folder yet. Set one up first.')
    let content: unknown
    try {
      content = JSON.parse(readFileSync(this.#homeFile, 'utf8'))
    } catch (error) {
      if (error instanceof SyntaxError) throw damagedHome()
      throw storageError(error)
    }
    const parsed = HomeFile.safeParse(content)
    if (parsed.success) return parsed.data
    const format = z.looseObject({ format: z.string() }).safeParse(content)
    if (
      format.success &&
      /^bulkhead home \d+$/.test(format.data.format) &&
      format.data.format !== 'bulkhead home 1'
    )
      throw new BulkheadError(
        'newer-version',
        'This folder was made by a newer Bulkhead. Update Bulkhead to open it.',
      )
    throw damagedHome()
  }

  write(content: HomeFile): void {
    try {
      writeAtomically(this.#homeFile, Buffer.from(`${JSON.stringify(content, null, 2)}\n`, 'utf8'))
    } catch (error) {
      throw storageError(error)
    }
  }

  get #homeFile(): string {
    return join(this.folder, 'home.json')
  }
}

export function recoveryFileOf(workspaceFile: string): string {
  return workspaceFile.replace(/\.bulkhead$/, '') + '.recovery.json'
}

export function nextRecoveryFileOf(workspaceFile: string): string {
  return workspaceFile.replace(/\.bulkhead$/, '') + '.recovery-next.json'
}

function damagedHome(): BulkheadError {
  return new BulkheadError(
    'damaged',
    'The file home.json in this folder is damaged. Put back a copy from a backup; nothing was changed.',
  )
}
