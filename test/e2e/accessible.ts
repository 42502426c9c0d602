import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Half as long as what the module brings: every page reads it anew. */
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The rules of WCAG up to AA that depend on colours; the others find the same in either theme. */
const colourRules = ['color-contrast', 'link-in-text-block']

/**
 * What axe finds in a page by these rules, or by all, in short; apart from the place where React Aria leaves what was
 * read out.
 */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source)
  return await page.evaluate(async (runOnly) => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe }
    const { violations: found } = await checker.run(
      { exclude: ['[data-live-announcer]'] },
      { resultTypes: ['violations'], elementRef: true, ...(runOnly && { runOnly }) },
    )
    const isKnown = (rule: string, element: Element | undefined): boolean => {
      // By which a screen reader leaves what floats, which is in no landmark of the page.
      if (rule === 'region') return element?.querySelector('button[aria-label="Dismiss"]') != null
      // A list that is gone through with the arrow keys of the field that names it.
      if (rule === 'scrollable-region-focusable')
        return (
          document.activeElement
            ?.getAttribute('aria-controls')
            ?.split(' ')
            .includes(element?.id ?? '') ?? false
        )
      return false
    }
    return found.flatMap(({ id, help, nodes }) =>
      nodes
        .filter(({ element }) => !isKnown(id, element))
        .map(({ target }) => `${id}: ${help}: ${target.join(' ')}`),
    )
  }, rules)
}

/** Nothing on the screen is in the way of anybody, in either theme (WCAG 2.2 AA, as far as a machine can tell). */
export async function expectAccessible(page: Page): Promise<void> {
  await showIn(page, 'dark')
  expect(await violations(page, colourRules), 'dark').toEqual([])
  await showIn(page, 'light')
  expect(await violations(page), 'light').toEqual([])
  await page.emulateMedia({ colorScheme: null })
}

/** Colours fade for a moment after a change of the theme. */
async function showIn(page: Page, colorScheme: 'dark' | 'light'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.evaluate(async () => {
    const fading = document.getAnimations().filter((animation) => animation instanceof CSSTransition)
    // One that is cut short ends too.
    await Promise.allSettled(fading.map(async ({ finished }) => await finished))
  })
}
