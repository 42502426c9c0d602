import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Home } from '../core/firm/home.ts'
import { type Session, withMain } from './session.ts'

/** A firm for one run: passphrase-only key store, random passphrases, in a folder that is removed at the end. */
export interface TemporaryFirm {
  folder: string
  /** Adds an account; needs the first person signed in. */
  addStaff(session: Session, name: string): Promise<{ id: string }>
  /** Runs `work` with a person signed in. */
  as<T>(person: string, work: (session: Session) => Promise<T>): Promise<T>
}

/** The first account of a temporary firm. */
export const partner = 'Priya (partner)'

export async function withTemporaryFirm<T>(work: (firm: TemporaryFirm) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  const home = new Home(join(folder, 'home'))
  const secrets = new Map<string, string>()
  const newPassphrase = (person: string) => {
    secrets.set(person, randomBytes(32).toString('hex'))
    return passphraseOf(person)
  }
  // A fresh copy each time: whoever takes one zeroes it.
  const passphraseOf = (person: string) => new TextEncoder().encode(secrets.get(person))
  try {
    await withMain(
      home,
      async ({ main }) =>
        await main.call('firm.create', {
          name: 'Temporary',
          staff: partner,
          keyStore: 'passphrase',
          passphrase: newPassphrase(partner),
        }),
    )
    return await work({
      folder,
      addStaff: async ({ main }, name) =>
        await main.call('staff.add', { name, role: 'staff', passphrase: newPassphrase(name) }),
      as: async (person, inSession) =>
        await withMain(home, async (session) => {
          await session.main.call('firm.signIn', { staff: person, passphrase: passphraseOf(person) })
          return await inSession(session)
        }),
    })
  } finally {
    remove()
    process.off('exit', remove)
  }
}

/** Makes a workspace where there is none of that name. */
export async function ensureWorkspace({ main }: Session, name: string, colour: number): Promise<void> {
  const bytes = new TextEncoder().encode(name)
  const { workspaces } = await main.call('workspaces.list', {})
  if (workspaces.some((one) => Buffer.compare(one.name, bytes) === 0)) return
  await main.call('workspaces.create', { name: bytes, colour })
}
