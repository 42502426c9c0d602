import { existsSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { KillRounds } from './kill-rounds.ts'
import { victims } from './killed-import.ts'
import { samplePaths, someRealDocuments } from './real-documents.ts'

const rounds = new KillRounds([...samplePaths().slice(0, 13), ...someRealDocuments(4)])
afterAll(() => rounds.commandLine.remove())

describe.skipIf(!existsSync('/proc/self/stat'))('K5: an import killed at any moment', () => {
  test('an undisturbed import leaves whole documents', async () => {
    const { documents, findings, orphans } = await rounds.undisturbed()
    expect(documents.length).toBeGreaterThanOrEqual(13)
    expect(documents.filter((document) => document.status === 'ready').length).toBeGreaterThanOrEqual(13)
    expect({ findings, orphans }).toEqual({ findings: [], orphans: 0 })
  })

  test('SIGKILL of main, workspace and extractor and Ctrl+C, at random: run again, nothing is lost, doubled or half done', async () => {
    for (let round = 0; round < 2; round += 1) {
      const strikes = victims.map((victim) => ({ victim, at: Math.random() }))
      const { problems, kills } = await rounds.round(strikes)
      const moments = kills.map((kill) => `${kill.victim} after ${Math.round(kill.afterMs)} ms`).join(', ')
      expect(problems, moments).toEqual([])
      for (const kill of kills)
        if (kill.victim === 'main') expect(await kill.orphanMs, moments).toBeLessThan(5_000)
    }
  }, 180_000)
})
