import { pages } from './pages.ts'

/** `npm run pages`. */
for (const page of pages)
  process.stdout.write(`docs/${page.name}: ${(await page.make()) ? 'made anew' : 'as it should be'}\n`)
