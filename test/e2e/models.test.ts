import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Get } from '../../core/host/models/installer.ts'
import { type Offer, readCatalogue } from '../../core/models/catalogue.ts'
import { tinyEmbedder } from '../../models/tiny-bert.ts'
import { temporaryFolder } from '../builders.ts'
import { writeModel } from '../models/model-files.ts'
import { expectAccessible } from './accessible.ts'
import { App, chromiumProgram } from './app.ts'
import { openClient, signIn } from './sign-in.ts'

const weights = Buffer.alloc(4_000_000, 'weights')
const half = 2_000_000
const offers: Offer[] = readCatalogue()
  .filter(({ hosts }) => hosts.length > 0)
  .map((offer) =>
    offer.model.name === 'gemma-3-1b-it'
      ? {
          ...offer,
          model: {
            ...offer.model,
            sizeBytes: weights.length,
            files: [
              {
                path: 'weights.gguf',
                sizeBytes: weights.length,
                sha256: createHash('sha256').update(weights).digest('hex'),
              },
            ],
          },
        }
      : offer,
  )

/** A server that stops in the middle of a file until it is asked to go on from there. */
const get: Get = (_url, { fromByte, signal }) =>
  Promise.resolve({
    continues: fromByte > 0,
    totalBytes: weights.length,
    body: (async function* () {
      yield fromByte > 0 ? weights.subarray(fromByte) : weights.subarray(0, half)
      if (fromByte === 0) await wait(600_000, undefined, { signal })
    })(),
  })

describe.skipIf(chromiumProgram === null)('models', () => {
  const folder = temporaryFolder()
  let app: App

  beforeAll(async () => {
    const documents = join(folder.path, 'documents')
    mkdirSync(documents)
    writeFileSync(join(documents, 'rent.md'), '# Rent\n\nThe monthly rent of Cordwain Row is 4,200 pounds.\n')
    app = await App.start([{ name: 'Meridian Salon Group', documents: [documents] }], {
      get,
      offers: () => offers,
      retryMs: [],
    })
    await signIn(app, 'Meridian Salon Group')
    await app.page.getByRole('button', { name: 'Models' }).click()
    await app.page.getByRole('heading', { name: 'Models', exact: true }).waitFor()
  })
  afterAll(async () => {
    await app.close()
    folder.remove()
  })

  const section = (name: string) => app.page.getByRole('region', { name })

  test('are listed with licence, languages, size and fit; what the client uses comes with Bulkhead', async () => {
    const { page } = app
    await section('Meridian Salon Group')
      .getByRole('button', { name: /Comes with Bulkhead/ })
      .waitFor()
    await section('Installed').getByText('None yet').waitFor()
    const e5 = section('Catalogue').getByRole('listitem').filter({ hasText: 'multilingual-e5-small' })
    await expect.poll(async () => await e5.textContent()).toMatch(/Many languages135 MB.*Licence: MIT/)
    await expectAccessible(page)
    await page.setViewportSize({ width: 760, height: 900 })
    const install = await page.getByRole('button', { name: 'Install multilingual-e5-small' }).boundingBox()
    expect(install!.x + install!.width).toBeLessThanOrEqual(760)
    await expect
      .poll(async () => await page.evaluate(() => document.documentElement.scrollWidth))
      .toBeLessThanOrEqual(760)
    await page.setViewportSize({ width: 1280, height: 800 })
  })

  test('a download shows how far it is, is paused and gone on with, and is then installed', async () => {
    const { page } = app
    await page.getByRole('button', { name: 'Install gemma-3-1b-it' }).click()
    const bar = page.getByRole('progressbar', { name: 'Download of gemma-3-1b-it' })
    await expect.poll(async () => await bar.getAttribute('aria-valuenow')).toBe('0.5')
    await page.getByRole('button', { name: '1 connection', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Pause gemma-3-1b-it' }).click()
    await page.getByRole('button', { name: '0 connections' }).waitFor()
    await page.getByText('Paused', { exact: true }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Go on with gemma-3-1b-it' }).click()
    await section('Installed').getByRole('heading', { name: 'gemma-3-1b-it' }).waitFor()
  })

  test('an embedder comes in from files, is chosen, and search says that it used it', async () => {
    const { page } = app
    const model = writeModel(
      join(folder.path, 'own'),
      tinyEmbedder({ seed: 'own', words: ['rent', 'monthly'] }),
    )
    const choosing = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Add from files…' }).click()
    await (
      await choosing
    ).setFiles(
      ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'].map((file) =>
        join(model, file),
      ),
    )
    const dialog = page.getByRole('dialog', { name: 'Add this model?' })
    const add = dialog.getByRole('button', { name: 'Add model' })
    await expect.poll(async () => await add.isDisabled()).toBe(true)
    await dialog.getByRole('textbox', { name: 'Name' }).fill('our-own')
    await dialog.getByRole('textbox', { name: 'Licence' }).fill('Apache-2.0')
    await dialog.getByRole('button', { name: /One vector of a text is/ }).click()
    await page.getByRole('option', { name: 'Mean of all tokens' }).click()
    await expectAccessible(page)
    await add.click()
    await section('Installed').getByRole('heading', { name: 'our-own' }).waitFor()

    const client = section('Meridian Salon Group')
    await client.getByRole('button', { name: /Comes with Bulkhead/ }).click()
    await page.getByRole('option', { name: 'our-own' }).click()
    await client.getByRole('button', { name: /our-own/ }).waitFor()
    await client.getByRole('progressbar').waitFor({ state: 'hidden' })
    await page.keyboard.press('Control+f')
    // Until everything is read anew, the one before it finds, and the screen names it only where it is not built in.
    let asked = 0
    await expect
      .poll(
        async () => {
          const words = ['monthly', 'rent', 'monthly rent'][(asked += 1) % 3] ?? ''
          await page.getByRole('searchbox').fill(words)
          await page.getByText(/^1 passage\./).waitFor()
          return await page.getByText('Found by words and our-own').count()
        },
        // A search waits for the typing to rest.
        { interval: 1_000 },
      )
      .toBe(1)
  })

  test('one that is removed is missed where it was chosen', async () => {
    const { page } = app
    await page.getByRole('button', { name: 'Models' }).click()
    await page.getByRole('button', { name: 'Remove our-own' }).click()
    await page.getByRole('button', { name: 'Remove model' }).click()
    await section('Meridian Salon Group').getByText('is not installed here').waitFor()
    await expectAccessible(page)
  })

  test('downloading is switched off for good, and stays off', async () => {
    const { page } = app
    await page.getByRole('button', { name: 'Switch downloading off for good…' }).click()
    await page.getByRole('textbox', { name: 'Type “for good” to go on' }).fill('for good')
    await page.getByRole('button', { name: 'Switch off for good' }).click()
    await page.getByText('Nothing is downloaded here').waitFor()
    await expect.poll(async () => await page.getByRole('button', { name: /^Install / }).count()).toBe(0)
    app = await app.restart()
    await signIn(app)
    await app.page.getByRole('button', { name: 'Models' }).click()
    await app.page.getByText('Nothing is downloaded here').waitFor()
    await openClient(app.page, 'Meridian Salon Group')
  })
})
