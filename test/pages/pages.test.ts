import { expect, test } from 'vitest'
import { pages } from './pages.ts'

test.each(pages)('docs/$name is what the code says (else: npm run pages)', async (page) => {
  expect(page.kept()).toBe(await page.made())
})
