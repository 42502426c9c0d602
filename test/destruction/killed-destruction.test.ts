import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { isCertificate } from '../../core/audit/certificate.ts'
import { Entry } from '../../core/audit/entry.ts'
import type { Removed } from '../../core/audit/removed.ts'
import { bindWorkspace } from '../../core/firm/bind-workspace.ts'
import { allDestructions } from '../../core/firm/destruction/destruction.ts'
import { findAll, nothingFound } from '../../core/firm/destruction/found.ts'
import { Home } from '../../core/firm/home.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { temporaryFolder } from '../builders.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { beforeSteps } from '../people/before-steps.ts'
import { ana, firmOfTwo, mia, openHere, signedIn } from '../people/firm-of-two.ts'
import { destroyHere, goOnHere } from './destroy-here.ts'
import { keepEverywhere, tracesOf } from './everywhere.ts'

// What a passphrase costs is tested elsewhere.
vi.mock(import('../../core/keys/stretch.ts'), async (original) => {
  const { quickStretch } = await import('../keys/quick-stretch.ts')
  return await quickStretch(original)
})

const folder = temporaryFolder()
let workspace: WorkspaceId
let kept: Omit<Removed, 'sideFiles'>
/** The home as it was before each durable step, byte by byte: what a process that was killed there leaves behind. */
const images: Home[] = []

beforeAll(async () => {
  const firm = await firmOfTwo(folder.path)
  ;({ workspace } = firm)
  kept = await keepEverywhere(firm)
  const steps = beforeSteps((step) => {
    const image = new Home(join(folder.path, `killed before ${step}`))
    cpSync(firm.home.folder, image.folder, { recursive: true })
    images.push(image)
  }, true)
  const asAna = await signedIn(firm.home, ana)
  await destroyHere(asAna, workspace, () => steps.begin())
  expect(steps.end()).toBe(images.length)
  asAna.signOut()
  images.push(firm.home)
})
afterAll(() => folder.remove())

test('K7: a destruction that is killed before any of its steps has not begun, or goes on at the next sign-in', async () => {
  const whole: number[] = []
  const gone: number[] = []
  for (const [step, home] of images.entries()) {
    // Whoever signs in next, it goes on: here a member who has decided nothing.
    const asMia = await signedIn(home, mia)
    const [begun] = allDestructions(asMia)
    if (!begun) {
      whole.push(step)
      asMia.signOut()
      const asAna = await signedIn(home, ana)
      ;(await openHere(asAna, workspace)).close()
      asAna.signOut()
      continue
    }
    gone.push(step)
    await expectRefusal(() => bindWorkspace(asMia, workspace), 'not-member')
    goOnHere(asMia)
    expect(findAll(asMia, workspace), `step ${step}`).toEqual(nothingFound)
    const [ended] = allDestructions(asMia)
    expect(ended?.endedMs, `step ${step}`).not.toBeNull()
    expect(isCertificate(Buffer.from(ended?.certificate ?? ''), asMia.signingKey)).toBe(true)
    // However often it was interrupted, each thing is counted once, and the end stands once in the log.
    const entries = asMia.parts.log.log
      .leaves(0, 10_000)
      .map(({ leaf }) => Entry.parse(JSON.parse(leaf)))
      .filter(({ type }) => type === 'destruction.ended')
    expect(entries, `step ${step}`).toHaveLength(1)
    expect(entries[0]?.about, `step ${step}`).toMatchObject({
      removed: { ...kept, sideFiles: expect.any(Number) as number },
      checkpoint: { size: expect.any(Number) as number },
    })
    asMia.signOut()
    expect(tracesOf(home, workspace), `step ${step}`).toEqual([])
  }
  // It is decided by one commit.
  expect(whole.length).toBeGreaterThan(1)
  expect(gone.length).toBeGreaterThan(20)
  expect(Math.max(...whole)).toBeLessThan(Math.min(...gone))
})
