import { existsSync, readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { CommandLine } from '../bin/command-line.ts'
import { incomplete } from './kill-rounds.ts'
import { documentsFolder } from './real-documents.ts'
import { readState } from './workspace-state.ts'

const Imported = z.strictObject({
  documents: z.array(
    z.strictObject({ path: z.string(), status: z.enum(['ready', 'failed']), reason: z.string().nullable() }),
  ),
})
type ImportedDocument = z.infer<typeof Imported>['documents'][number]

const ours = ['.txt', '.md', '.html', '.pdf', '.docx']
/** What may be wrong with a file of a format that is read. */
const humanReason = /pictures of pages|protected by a password|is empty|holds no text/
const mostMs = 180_000

describe.skipIf(!existsSync(documentsFolder))('one import of all real documents', () => {
  const commandLine = new CommandLine()
  let documents: ImportedDocument[] = []
  const names = existsSync(documentsFolder) ? readdirSync(documentsFolder) : []

  beforeAll(async () => {
    await commandLine.setUp('Client')
    const { code, value } = await commandLine.json(['import', 'Client', documentsFolder])
    expect(code).toBe(0)
    documents = Imported.parse(value).documents
  }, mostMs)
  afterAll(() => commandLine.remove())

  test('every path is reported once', () => {
    expect(names.length).toBeGreaterThan(110)
    expect(documents.map((one) => one.path).sort()).toEqual(
      names.map((name) => join(documentsFolder, name)).sort(),
    )
  })

  test('R4: what can be read is ready or has a reason that a person understands', () => {
    const readable = documents.filter((one) => ours.includes(extname(one.path)))
    expect(readable.length).toBeGreaterThan(60)
    for (const { path, status, reason } of readable)
      if (status === 'failed') expect(reason, path).toMatch(humanReason)
      else expect(reason, path).toBeNull()
    const failed = readable.filter((one) => one.status === 'failed').length
    expect(failed / readable.length).toBeLessThan(0.1)
  })

  test('R4: every other format is set aside as not supported yet', () => {
    const others = documents.filter((one) => !ours.includes(extname(one.path)))
    expect(others.length).toBeGreaterThan(30)
    for (const { path, status, reason } of others) {
      expect(status, path).toBe('failed')
      expect(reason, path).toMatch(/^[^/]+ are not supported yet\. Save it as /)
    }
  })

  test('the file holds each document whole, the set-aside ones without passages', async () => {
    const state = await readState(commandLine.home, CommandLine.passphrase, 'Client')
    expect(state.findings).toEqual([])
    expect(state.orphans).toBe(0)
    expect(state.documents.flatMap(incomplete)).toEqual([])
    const contents = state.documents.map((one) => `${one.sha256} ${one.groups.join()}`)
    expect(new Set(contents).size).toBe(contents.length)
    expect(state.documents.filter((one) => one.status === 'ready').length).toBe(
      documents.filter((one) => one.status === 'ready').length,
    )
  })
})
