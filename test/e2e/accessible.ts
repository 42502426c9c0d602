import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What axe finds in a page, in short; apart from the place where React Aria leaves what was read out. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return await page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe }
    const { violations: found } = await checker.run(
      { exclude: ['[data-live-announcer]'] },
      { resultTypes: ['violations'], elementRef: true },
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
  })
}

/** Nothing on the screen is in the way of anybody, in either theme (WCAG 2.2 AA, as far as a machine can tell). */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    // Colours fade for a moment after a change.
    await page.waitForTimeout(200)
    expect(await violations(page), colorScheme).toEqual([])
  }
  await page.emulateMedia({ colorScheme: null })
}
