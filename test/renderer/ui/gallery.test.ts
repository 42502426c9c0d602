import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, violations } from '../../e2e/accessible.ts'
import { chromiumProgram, Gallery } from './gallery.ts'

const windows = ['', 'locked', 'Dialog', 'Long dialog', 'Confirm', 'Destroy', 'Drawer', 'Palette']

describe.skipIf(chromiumProgram === null)('the components', () => {
  let gallery: Gallery
  let page: Page
  beforeAll(async () => {
    gallery = await Gallery.open()
  })
  afterEach(async () => {
    expect(await gallery.endTest()).toEqual([])
  })
  afterAll(async () => {
    await gallery.close()
  })

  test.each(['light', 'dark'])('are in nobody’s way: %s', async (theme) => {
    page = await gallery.show(`?theme=${theme}`)
    expect(await violations(page)).toEqual([])
  })

  test.each(windows)(
    'make a window that is in nobody’s way, and never cover its title bar: %s',
    async (name) => {
      page = await gallery.show(`?window=${name}`)
      await expectAccessible(page)
      const covered = await page.evaluate(() => {
        const bar = document.querySelector('header[data-react-aria-top-layer]')
        const points = Array.from({ length: 128 }, (_, index) => [index * 10 + 5, 20] as const)
        return points.filter(([x, y]) => x > 4 && !bar?.contains(document.elementFromPoint(x, y)))
      })
      expect(covered).toEqual([])
      // Locking is possible whatever floats below.
      await page.getByRole('button', { name: 'Lock now' }).click()
    },
  )

  test('have targets of 24 px and more', async () => {
    page = await gallery.show('?theme=light')
    const small = await page.evaluate(() => {
      const targets = document.querySelectorAll<HTMLElement>(
        'button, select, textarea, [role=row][data-row], label',
      )
      return (
        [...targets]
          .filter((target) => target.checkVisibility())
          .filter((target) => target.tagName !== 'LABEL' || target.querySelector('input') !== null)
          // Words in a sentence are as high as its line; what a screen reader has of its own is not to be hit.
          .filter((target) => getComputedStyle(target).textDecorationLine !== 'underline')
          .filter((target) => target.closest('[aria-hidden=true]') === null)
          .filter((target) => target.offsetWidth > 1 && (target.offsetWidth < 24 || target.offsetHeight < 24))
          .map((target) => `${target.outerHTML.slice(0, 120)} ${target.offsetWidth}×${target.offsetHeight}`)
      )
    })
    expect(small).toEqual([])
  })

  test('open what floats, from the keyboard, and give the focus back', async () => {
    page = await gallery.show('?theme=light')
    for (const [opener, role] of [
      ['Dialog', 'dialog'],
      ['Confirm', 'alertdialog'],
      ['Drawer', 'dialog'],
      ['Palette', 'dialog'],
      ['File', 'menu'],
      ['You read as Tax', 'dialog'],
    ] as const) {
      const button = page.getByRole('button', { name: opener, exact: true })
      await button.focus()
      await page.keyboard.press('Enter')
      await page.getByRole(role).waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole(role).waitFor({ state: 'detached' })
      await expect
        .poll(() => button.evaluate((element) => element === document.activeElement), { message: opener })
        .toBe(true)
    }
  })

  test('choose from a select, and say so', async () => {
    page = await gallery.show('?theme=light')
    await page
      .getByRole('button', { name: /All groups/ })
      .first()
      .click()
    await page.getByRole('option', { name: 'Leases' }).click()
    await page
      .getByRole('button', { name: /Leases.*Group/ })
      .first()
      .waitFor()
  })

  test('put what floats beside what opens it, below the title bar', async () => {
    page = await gallery.show('?window=')
    const boxOf = async (role: 'tooltip' | 'menu') => {
      const box = await page.getByRole(role).boundingBox()
      if (!box) throw new Error(`no ${role}`)
      return box
    }
    await page.mouse.move(4, 4)
    await page.getByRole('button', { name: 'Lock now' }).hover()
    await page.getByRole('tooltip').waitFor()
    const tooltip = await boxOf('tooltip')
    expect(tooltip.y).toBeGreaterThanOrEqual(40)
    expect(tooltip.height).toBeLessThan(32)
    expect(tooltip.x + tooltip.width).toBeLessThanOrEqual(1280)
    await page.getByRole('button', { name: 'किराया समीक्षा' }).first().hover()
    const opener = page.getByRole('button', { name: 'More for किराया समीक्षा' })
    await opener.click()
    await page.getByRole('menu').waitFor()
    const [menu, button] = [await boxOf('menu'), await opener.boundingBox()]
    expect(menu.height).toBeGreaterThan(30)
    expect(menu.width).toBeGreaterThan(100)
    expect(Math.abs(menu.y - ((button?.y ?? 0) + (button?.height ?? 0)))).toBeLessThan(12)
  })

  test('show the words of a citation under the pointer, and leave its press alone', async () => {
    page = await gallery.show('?theme=light')
    const chip = page.getByRole('button', { name: /Source 1: कारण/ })
    // React Aria wants to have seen a pointer before.
    await page.mouse.move(4, 4)
    await chip.hover()
    await page.getByText('a reply in Form GST DRC-06 on or before 14/08/2025.').waitFor()
    await chip.click()
  })

  test('find in the palette by a few letters, of any script', async () => {
    page = await gallery.show('?window=Palette')
    await page.keyboard.type('lock n')
    const items = page.getByRole('menuitem')
    expect(await items.count()).toBe(1)
    await page.keyboard.press('Control+a')
    await page.keyboard.type('ट्रे')
    expect(await items.allInnerTexts()).toEqual([expect.stringContaining('मीनाक्षी ट्रेडर्स')])
    await page.getByText('Switching closes Meridian Salon Group').waitFor()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('qqq')
    await page.getByText('Nothing here has these letters').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  test('go through ten thousand rows by keyboard', async () => {
    page = await gallery.show('?theme=light')
    const table = page.getByRole('grid', { name: 'Documents', exact: true })
    const focused = () => page.evaluate(() => Number(document.activeElement?.getAttribute('aria-rowindex')))
    const selected = table.locator('[aria-selected=true]')
    await table.locator('[data-row="0"]').click({ position: { x: 8, y: 8 } })
    expect(await focused()).toBe(2)
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    expect(await selected.count()).toBe(3)
    await page.keyboard.press('End')
    await expect.poll(focused).toBe(10_001)
    expect(await table.locator('tr').count()).toBeLessThan(60)
    await page.keyboard.press('Home')
    await expect.poll(focused).toBe(2)
    await page.keyboard.type('gst')
    await expect.poll(focused).toBe(5)
    await page.keyboard.press(' ')
    // Within a word that is being typed a space is a letter.
    expect(await selected.count()).toBe(3)
    await page.keyboard.press('ArrowRight')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(
      /^More for GST/,
    )
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Escape')
    expect(await selected.count()).toBe(0)
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('table')?.ariaLabel)).toBe(
      'No documents',
    )
  })

  test('follow the arrow keys in a list of uneven items', async () => {
    page = await gallery.show('?theme=light')
    const list = page.getByRole('grid', { name: 'Log' })
    await list.locator('[data-row="0"]').click()
    for (let press = 0; press < 30; press++) await page.keyboard.press('ArrowDown')
    await expect.poll(() => list.locator('[aria-selected=true]').getAttribute('aria-rowindex')).toBe('31')
    const isInSight = await list.locator('[aria-selected=true]').evaluate((row) => {
      const box = row.getBoundingClientRect()
      const frame = row.closest('table')?.parentElement?.getBoundingClientRect()
      return frame !== undefined && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1
    })
    expect(isInSight).toBe(true)
  })

  test('resize a pane by keyboard and by pointer, and close it', async () => {
    page = await gallery.show('?window=')
    const pane = page.getByRole('complementary', { name: 'Sources' })
    const width = () => pane.evaluate((element) => (element instanceof HTMLElement ? element.offsetWidth : 0))
    const divider = page.getByRole('slider', { name: 'Width of Sources' })
    await divider.focus()
    const before = await width()
    await page.keyboard.press('ArrowLeft')
    expect(await width()).toBe(before + 16)
    const box = await pane.boundingBox()
    if (!box) throw new Error('no pane')
    await page.mouse.move(box.x, 300)
    await page.mouse.down()
    await page.mouse.move(box.x - 64, 300, { steps: 4 })
    await page.mouse.up()
    expect(await width()).toBe(before + 80)
    await divider.focus()
    await page.keyboard.press('Enter')
    await pane.waitFor({ state: 'detached' })
  })

  test('say that something was copied, and take it back', async () => {
    page = await gallery.show('?theme=light', { permissions: ['clipboard-write'] })
    await page.getByRole('button', { name: 'Copy', exact: true }).first().click()
    await page.getByRole('log').getByText('Copied').waitFor()
    await page.getByRole('button', { name: 'Say something' }).click()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Moved back').waitFor()
  })

  test('keep still for whoever asked for it', async () => {
    page = await gallery.show('?theme=light', { reducedMotion: 'reduce' })
    const moving = await page.evaluate(() =>
      document
        .getAnimations()
        .map((animation) => ('animationName' in animation ? String(animation.animationName) : ''))
        // Of a skeleton, which waits and does not move.
        .filter((name) => !name.includes('appear')),
    )
    expect(moving).toEqual([])
  })
})
