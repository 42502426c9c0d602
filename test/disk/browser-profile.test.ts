import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { temporaryFolder } from '../builders.ts'
import { App, chromiumProgram } from '../e2e/app.ts'
import { walk } from '../e2e/journey.ts'
import { canaryWord } from './canary.ts'
import { childrenOf } from './children.ts'
import { Needles } from './needles.ts'
import { searchDeletedFiles, searchFolders } from './search-files.ts'

describe.skipIf(process.platform !== 'linux' || chromiumProgram === null)(
  'K1: what the browser keeps',
  () => {
    const words = {
      client: canaryWord(),
      other: canaryWord(),
      title: canaryWord(),
      sentence: canaryWord(),
      search: canaryWord(),
      control: canaryWord(),
    }
    const needles = new Needles(words)
    const folder = temporaryFolder()
    let app: App

    beforeAll(async () => {
      const documents = join(folder.path, 'documents')
      mkdirSync(documents)
      writeFileSync(
        join(documents, `${words.title}.md`),
        `# Rent\n\nThe monthly rent of ${words.sentence} is 4,200 pounds.\n\nThe word ${words.search} stands here.\n`,
      )
      app = await App.start([{ name: words.client, documents: [documents] }, { name: words.other }])
      await walk(app, {
        client: words.client,
        other: words.other,
        question: `What is the monthly rent of ${words.sentence}?`,
        search: words.search,
      })
    })
    afterAll(async () => {
      await app.close()
      folder.remove()
    })

    const profile = () => join(app.home.folder, 'browser')
    /** Longer than Chromium waits before it writes its history and sessions. */
    const settled = () => new Promise((resolve) => setTimeout(resolve, 12_000))

    test('holds no name, title, question or sentence while it is used', async () => {
      await settled()
      expect(searchFolders(needles, profile())).toEqual([])
      for (const pid of childrenOf(process.pid)) expect(searchDeletedFiles(needles, pid)).toEqual([])
    })

    test('holds none after a lock', async () => {
      await app.shell.window.lock()
      await app.page.getByRole('button', { name: 'Unlock' }).waitFor()
      expect(await app.page.evaluate(() => document.documentElement.outerHTML)).not.toContain(words.client)
      expect(searchFolders(needles, profile())).toEqual([])
    })

    test('and the search finds a title that a page were to give itself', async () => {
      await app.page.evaluate((title) => {
        document.title = title
        history.pushState(null, '', `/${title}`)
      }, words.control)
      await vi.waitFor(() => expect(searchFolders(needles, profile()).join()).toContain('control'), {
        timeout: 30_000,
        interval: 1_000,
      })
    })

    test('is gone with the window, and after a crash at the next start', async () => {
      await app.shell.close()
      expect(existsSync(profile())).toBe(false)
      mkdirSync(profile())
      writeFileSync(join(profile(), 'left'), words.client)
      app = await app.restart()
      expect(searchFolders(needles, profile())).toEqual([])
    })
  },
)
