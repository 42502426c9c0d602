import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createFirm } from '../../core/firm/create-firm.ts'
import { Home } from '../../core/firm/home.ts'
import { temporaryFolder } from '../builders.ts'
import { canaryWord } from './canary.ts'

/** A firm whose every word is a canary, with a home, a folder for temporary files and one for files to import. */
export interface FirmHome {
  home: string
  temporary: string
  files: string
  passphrase: string
  words: { firmName: string; staffName: string; passphrase: string }
  remove(): void
}

export async function newFirmHome(): Promise<FirmHome> {
  const folder = temporaryFolder()
  const [home, temporary, files] = ['home', 'temporary', 'files'].map((name) => join(folder.path, name))
  if (!home || !temporary || !files) throw new Error('a folder has no name')
  for (const path of [temporary, files]) mkdirSync(path)
  const words = { firmName: canaryWord(), staffName: canaryWord(), passphrase: canaryWord() }
  await createFirm(new Home(home), {
    name: `${words.firmName} Associates`,
    staff: `Priya ${words.staffName}`,
    keyStore: 'passphrase',
    passphrase: Buffer.from(words.passphrase),
  })
  return { home, temporary, files, passphrase: words.passphrase, words, remove: () => folder.remove() }
}
