import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Main, type MainCaller } from '../../core/host/main.ts'
import type { OpenWorkspace } from '../../core/host/open-workspace.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { temporaryFolder } from '../builders.ts'
import { builtInFolder } from '../embed/built-in-folder.ts'
import { testPassphrase } from '../faults/command-line.ts'
import { passphraseBytes, smallFirm } from '../faults/small-firm.ts'
import { incomplete } from './kill-rounds.ts'
import { samplePaths } from './real-documents.ts'
import { readState } from './workspace-state.ts'

const folder = temporaryFolder()
const paths = samplePaths().slice(0, 13)
let main: Main
let client: MainCaller
let homeFolder: string
beforeAll(async () => {
  await builtInFolder()
  const home = await smallFirm(folder.path)
  homeFolder = home.folder
  main = new Main(home, forkProcess)
  client = main.client()
})
afterAll(async () => {
  await main.close()
  folder.remove()
})

/** A new workspace, open, with an import under way in it that is ended in the middle. */
async function endedImport(
  name: string,
  end: (open: OpenWorkspace, workspace: WorkspaceId, stop: () => void) => Promise<unknown>,
): Promise<{ workspace: WorkspaceId; acknowledged: number; code: string }> {
  await client.call('firm.signIn', { staff: null, passphrase: passphraseBytes() })
  const { workspace } = await client.call('workspaces.create', {
    name: new TextEncoder().encode(name),
    colour: 0,
  })
  const open = await main.open(workspace)
  await open.offer(paths)
  let acknowledged = 0
  let ending: Promise<unknown> | undefined
  const stop = new AbortController()
  const code = await open.caller
    .call(
      'documents.import',
      { paths },
      {
        signal: stop.signal,
        onEvent: (event, payload) => {
          if (event !== 'import.file' || payload.stage !== 'ready') return
          acknowledged += 1
          if (acknowledged === 3) ending = end(open, workspace, () => stop.abort())
        },
      },
    )
    .then(
      () => 'it ended too soon',
      (error: { code: string }) => error.code,
    )
  await ending
  return { workspace, acknowledged, code }
}

/** Goes on with it, in a fresh process, and says what was left and what is wrong with what came of it. */
async function goneOn(name: string, workspace: WorkspaceId) {
  const open = await main.open(workspace)
  const { files: waiting } = await open.caller.call('imports.waiting', {})
  const told: string[] = []
  const counts = await open.caller.call(
    'imports.resume',
    {},
    { onEvent: (event, payload) => event === 'import.files' && told.push(...payload.files) },
  )
  const { files: after } = await open.caller.call('imports.waiting', {})
  const { entries } = await open.caller.call('log.list', { limit: 1_000 })
  await client.call('firm.signOut', {})
  const state = await readState(homeFolder, testPassphrase, name)
  return {
    waiting,
    told,
    counts,
    after,
    types: entries.map(({ type, outcome }) => `${type} ${outcome}`).toReversed(),
    problems: [...state.findings, ...state.documents.flatMap(incomplete)],
    documents: state.documents.map(({ title, status }) => `${title} ${status}`),
    orphans: state.orphans,
  }
}

describe('K5: an import that ended in the middle is gone on with', () => {
  const ways: [string, Parameters<typeof endedImport>[1], string[]][] = [
    [
      'after SIGKILL of its process',
      async (open) => {
        process.kill(open.pid, 'SIGKILL')
        await open.exited
      },
      ['process-ended'],
    ],
    ['after a lock', async (_open, workspace) => await main.lock(workspace), ['cancelled', 'process-ended']],
    [
      'after a stop and a lock',
      async (open, workspace, stop) => {
        stop()
        await open.caller.call('workspace.about', {})
        await main.lock(workspace)
      },
      ['cancelled'],
    ],
  ]

  test.each(ways)(
    '%s: what waits is told, read, and nothing is lost or doubled',
    async (name, end, codes) => {
      const { workspace, acknowledged, code } = await endedImport(name, end)
      expect(codes).toContain(code)
      const result = await goneOn(name, workspace)
      expect(result.problems).toEqual([])
      expect(result.orphans).toBe(0)
      expect(result.waiting.length).toBeGreaterThan(0)
      expect(result.waiting.length).toBeLessThanOrEqual(paths.length - acknowledged)
      expect(result.told).toEqual(result.waiting)
      expect(result.counts).toMatchObject({ files: result.waiting.length, failed: 0 })
      expect(result.after).toEqual([])
      expect(result.documents).toHaveLength(paths.length)
      // One that was stopped says so, and before the workspace was closed.
      const stopped = result.types.indexOf('import.ended stopped')
      if (name.includes('SIGKILL')) return
      expect(stopped).toBeGreaterThan(0)
      expect(stopped).toBeLessThan(result.types.indexOf('workspace.closed done'))
    },
    60_000,
  )
})
