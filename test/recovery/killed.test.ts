import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BulkheadError } from '../../core/errors.ts'
import { readBackup } from '../../core/host/backup/backup-file.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { temporaryFolder } from '../builders.ts'
import { bulkhead } from '../faults/command-line.ts'
import { hashesOf } from '../faults/small-firm.ts'
import { FirmAtHand, inFolder } from './firm-at-hand.ts'

const child = fileURLToPath(new URL('./killed-child.ts', import.meta.url))
const interrupting = new URL('./interrupt-process.ts', import.meta.url).href
const folder = temporaryFolder()
const backup = join(folder.path, 'backup.zip')
const made = join(folder.path, 'made')
const elsewhere = join(folder.path, 'elsewhere')
const passphrase = 'ana ana, quiet ferries'
let workspace: WorkspaceId
let sheet: string

beforeAll(async () => {
  const firm = await inFolder(folder.path, 'made').create()
  ;({ workspace, sheet } = await firm.add('Client'))
  await firm.open(workspace)
  await firm.main.bound(workspace).caller.call('groups.add', { name: 'before' })
  await firm.backUp(workspace, backup)
  await firm.main.bound(workspace).caller.call('groups.add', { name: 'after' })
  await firm.main.close()
  await (await inFolder(folder.path, 'elsewhere').create()).main.close()
})
afterAll(() => folder.remove())

let homes = 0
/** Runs it on a copy of the home; null where it came to its end. */
function killedAt(
  step: number,
  does: 'backup' | 'restore',
  file: string,
): { home: string; wasKilled: boolean } {
  const home = join(folder.path, `home-${homes++}`)
  cpSync(made, home, { recursive: true })
  const { signal, status } = spawnSync(process.execPath, [child], {
    env: { ...process.env, TASK: JSON.stringify({ home, workspace, file, does, step }) },
    stdio: 'ignore',
  })
  expect(signal === 'SIGKILL' || status === 0).toBe(true)
  return { home, wasKilled: signal === 'SIGKILL' }
}

async function groupsIn(home: string): Promise<string[]> {
  const firm = new FirmAtHand(home)
  await firm.signIn()
  try {
    const caller = await firm.open(workspace).catch(async (error: unknown) => {
      // The backup stands there and its log has not said so yet: a person is told, and goes back to it once more.
      expect(error instanceof BulkheadError && error.code).toBe('log-damaged')
      firm.main.offerFile(backup)
      await firm.client.call('workspaces.restore', { file: backup, replace: true })
      return firm.main.bound(workspace).caller
    })
    return (await caller.call('members.list', {})).groups.map(({ name }) => name).sort()
  } finally {
    await firm.main.close()
  }
}

describe('K5: killed at a step on the disk', { timeout: 180_000 }, () => {
  test('of a backup: there is a whole one of that name or none, and the client opens as ever', async () => {
    let step = 1
    for (let wasKilled = true; wasKilled; step += 1) {
      const file = join(folder.path, `backup-${step}.zip`)
      const run = killedAt(step, 'backup', file)
      ;({ wasKilled } = run)
      if (existsSync(file)) readBackup(file)
      else expect(wasKilled).toBe(true)
      if (step === 3) expect(await groupsIn(run.home)).toEqual(['after', 'before', 'everyone'])
    }
    expect(step).toBeGreaterThan(2)
  })

  test('of going back to one: what opens is the one or the other, whole', async () => {
    const seen = new Set<string>()
    let step = 1
    for (let wasKilled = true; wasKilled; step += 1) {
      const run = killedAt(step, 'restore', backup)
      ;({ wasKilled } = run)
      expect(existsSync(join(run.home, 'workspaces', `${workspace}.bulkhead`))).toBe(true)
      const groups = await groupsIn(run.home)
      expect([
        ['after', 'before', 'everyone'],
        ['before', 'everyone'],
      ]).toContainEqual(groups)
      seen.add(groups.join())
    }
    expect([...seen].sort()).toEqual(['after,before,everyone', 'before,everyone'])
  })
})

describe('K5: Ctrl+C in the command line', { timeout: 180_000 }, () => {
  /** Runs a command on a copy of a home; a person presses Ctrl+C at that step. */
  async function interrupted(of: string, args: readonly string[], at: string) {
    const home = join(folder.path, `home-${homes++}`)
    cpSync(of, home, { recursive: true })
    const result = await bulkhead(home, args, {
      passphrase,
      env: { NODE_OPTIONS: `--import ${interrupting}`, INTERRUPT_AT: at, BULKHEAD_RECOVERY_KEY: sheet },
    })
    return { home, result }
  }
  const saidSo = { code: 1, stdout: '', stderr: 'Stopped. All is as it was before.\n' }
  /** A reserve is made anew whenever its file is opened. */
  const filesIn = (home: string) =>
    readdirSync(join(home, 'workspaces')).filter((name) => !name.endsWith('.reserve'))

  test.each([
    ['the backup is copied', 'openSync .restoring.bulkhead-part'],
    ['its log is checked', 'renameSync .bulkhead'],
  ])('while %s: the client is as it was, with nothing beside it', async (_when, at) => {
    const { home, result } = await interrupted(made, ['restore', backup, '--replace'], at)
    expect(result).toEqual(saidSo)
    expect(filesIn(home).toSorted()).toEqual(filesIn(made).toSorted())
    const firm = new FirmAtHand(home)
    await firm.signIn()
    const { caller } = await firm.open(workspace).then(() => firm.main.bound(workspace))
    const { groups } = await caller.call('members.list', {})
    expect(groups.map(({ name }) => name)).toContain('after')
    await firm.main.close()
  })

  test.each([
    ['it is copied', 'openSync .bulkhead.bulkhead-part'],
    ['its log is checked', 'renameSync .bulkhead'],
  ])(
    'while %s to be brought in: nothing of it is left, and it can be brought in after',
    async (_when, at) => {
      const file = join(made, 'workspaces', `${workspace}.bulkhead`)
      const before = hashesOf(made)
      const { home, result } = await interrupted(elsewhere, ['recover', file], at)
      expect(result).toEqual(saidSo)
      expect(filesIn(home)).toEqual([])
      expect(hashesOf(made)).toEqual(before)
      const firm = new FirmAtHand(home)
      await firm.signIn()
      expect(await firm.recover(file, sheet)).toBe(workspace)
      await firm.main.close()
    },
  )
})
