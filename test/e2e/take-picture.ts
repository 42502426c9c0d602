import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** For whoever wants to look: in the folder that `BULKHEAD_PICTURES` names, in both themes. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const into = process.env['BULKHEAD_PICTURES']
  if (!into) return
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.waitForTimeout(400)
    await page.screenshot({ path: join(into, `${name}-${colorScheme}.png`) })
  }
  await page.emulateMedia({ colorScheme: null })
}
