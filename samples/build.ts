/** Renders every source into the file that samples.json names for it: `node samples/build.ts`. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { parse } from 'node:path'
import { readCatalogue } from './catalogue.ts'
import { render } from './render.ts'

// The zip inside a .docx holds local times: without this its bytes would depend on where it was built.
process.env['TZ'] = 'UTC'

for (const client of readCatalogue()) {
  const folder = new URL(`${client.id}/`, import.meta.url)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  let totalBytes = 0
  for (const { file, title } of client.documents) {
    const source = new URL(`sources/${client.id}/${parse(file).name}.md`, import.meta.url)
    const bytes = await render(readFileSync(source, 'utf8'), file, title, client.name)
    writeFileSync(new URL(file, folder), bytes)
    totalBytes += bytes.length
  }
  console.log(`${client.id}: ${client.documents.length} documents, ${totalBytes} bytes`)
}
