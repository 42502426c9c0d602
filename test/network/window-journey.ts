import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from '../e2e/app.ts'
import { walk } from '../e2e/journey.ts'

/** The window on a real browser, for a trace of every process: prints what the page asked the browser for. */
const folder = mkdtempSync(join(tmpdir(), 'journey-'))
const documents = join(folder, 'documents')
mkdirSync(documents)
writeFileSync(join(documents, 'rent.md'), '# Rent\n\nThe monthly rent of Cordwain Row is 4,200 pounds.\n')
const app = await App.start([{ name: 'One', documents: [documents] }, { name: 'Two' }])
const requests: string[] = []
app.shell.context.on('request', (request) => requests.push(request.url()))
await walk(app, {
  client: 'One',
  other: 'Two',
  question: 'What is the monthly rent of Cordwain Row?',
  search: 'pounds',
})
const { emptyNetwork } = app.shell
await app.close()
rmSync(folder, { recursive: true, force: true })
process.stdout.write(`${JSON.stringify({ emptyNetwork, requests })}\n`)
