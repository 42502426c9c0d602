import { hash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CheckOptions } from '../../core/workspace/check-workspace.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { BuiltWorkspace } from '../builders.ts'
import { growLog } from './long-log.ts'
import { measureBundle } from './measure-bundle.ts'
import { meanMs, type Measured } from './measure.ts'

const runs = 300
/** Of a leaf, about. */
const leafBytes = 370

/**
 * A log of so many entries: the check of all of it beside the hashing alone, and what one entry, one proof and one page
 * cost beside the same in a log that has just begun.
 */
export async function measureLog(folder: string, entries: number): Promise<Measured[]> {
  const [long, short] = [new BuiltWorkspace(folder), new BuiltWorkspace(folder)]
  const growing = await long.open()
  growLog(growing, entries, () => long.anchor(growing))
  const unlockedMs = performance.now()
  const scope = await long.open()
  const unlockMs = performance.now() - unlockedMs
  const hashing = meanMs(1, () => hashAlone(entries))
  const checking = await checkMs(scope, {
    anchorNote: long.anchorNote,
    signingKey: long.signer.publicKey,
  })
  const young = await short.open()
  growLog(young, 100, () => undefined)
  const measured: Measured[] = [
    {
      what: `${entries} entries: unlock in this process, with the check`,
      unit: 'ms',
      bulkhead: unlockMs,
      reference: hashing.wallMs,
      against: 'SHA-256 of as many leaves and nodes, alone',
    },
    {
      what: `${entries} entries: check, CPU`,
      unit: 'ms',
      bulkhead: checking.cpuMs,
      reference: hashing.cpuMs,
      against: 'SHA-256 of as many leaves and nodes, alone',
    },
    {
      what: `${entries} entries: longest time without a turn for others, CPU`,
      unit: 'ms',
      bulkhead: checking.longestMs,
      reference: null,
      against: '',
    },
    ...costs(scope, young).map(([what, ours, theirs]) => ({
      what: `${entries} entries: ${what}, CPU`,
      unit: 'ms',
      bulkhead: meanMs(runs, ours).cpuMs,
      reference: meanMs(runs, theirs).cpuMs,
      against: 'the same where there are 100',
    })),
    ...(await measureBundle(folder, long, scope, hashing)),
  ]
  long.close()
  short.close()
  return measured
}

function costs(long: Scope, short: Scope): [what: string, ours: () => unknown, theirs: () => unknown][] {
  let number = 0
  const append = (scope: Scope) => () =>
    scope.write((writer) =>
      writer.record({
        type: 'search',
        outcome: 'done',
        about: {},
        sealed: {
          query: `rent of flat ${(number += 1)}`,
          mode: 'fused',
          passages: [],
          embedder: null,
          reranker: null,
        },
      }),
    )
  // Far from each other, so that pages have to be read for each.
  const somewhere = (scope: Scope) => (number = (number + 7_919) % scope.log.size)
  const proof = (scope: Scope) => () => scope.log.inclusion(somewhere(scope), scope.log.size)
  const page = (scope: Scope) => () => scope.reader.log.latest(50, somewhere(scope) + 50)
  return [
    ['append an entry with its transaction', append(long), append(short)],
    ['proof that an entry is included', proof(long), proof(short)],
    ['read a page of 50', page(long), page(short)],
  ]
}

async function checkMs(scope: Scope, anchor: CheckOptions): Promise<{ cpuMs: number; longestMs: number }> {
  const started = process.cpuUsage()
  let last = started
  let longestMs = 0
  const over = new AbortController()
  const watching = (async () => {
    for (; !over.signal.aborted; last = process.cpuUsage()) {
      await nextTurn()
      longestMs = Math.max(longestMs, cpuMsSince(last))
    }
  })()
  const { findings } = await scope.check(anchor)
  if (findings.length > 0) throw new Error('the log does not check')
  const cpuMs = cpuMsSince(started)
  over.abort()
  await watching
  return { cpuMs, longestMs }
}

function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

function hashAlone(entries: number): void {
  const leaf = 'x'.repeat(leafBytes)
  const pair = Buffer.alloc(65)
  for (let done = 0; done < entries; done += 1) {
    hash('sha256', leaf, 'hex')
    hash('sha256', pair, 'hex')
  }
}
