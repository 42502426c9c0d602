import { parseFingerprint } from '../bundle/fingerprint.ts'
import { type Container, readContainer } from '../container/read-container.ts'
import { SortedLines } from '../json/sorted-lines.ts'
import { verifyBundle } from '../verify/verify-bundle.ts'
import { BlobSource } from './blob-source.ts'
import { byId, element } from './element.ts'
import { EntryTable } from './entry-table.ts'
import { Names } from './names.ts'
import { pageEngine } from './page-engine.ts'
import { showReport } from './show-report.ts'

/** The page: a bundle that is dropped or chosen, a fingerprint that is typed, and what comes of both. Nothing is sent. */
const form = byId('form', HTMLFormElement)
const bundleInput = byId('bundle', HTMLInputElement)
const previousInput = byId('previous', HTMLInputElement)
const keyInput = byId('key', HTMLInputElement)
const keyHelp = byId('key-help', HTMLElement)
const drop = byId('drop', HTMLElement)
const chosen = byId('chosen', HTMLElement)
const check = byId('check', HTMLButtonElement)
const progress = byId('progress', HTMLProgressElement)
const result = byId('result', HTMLElement)

bundleInput.addEventListener('change', nameChosen)
keyInput.addEventListener('input', () => keyHelp.classList.remove('wrong'))
for (const event of ['dragenter', 'dragover'])
  document.addEventListener(event, (moved) => {
    moved.preventDefault()
    drop.classList.add('over')
  })
document.addEventListener('dragleave', () => drop.classList.remove('over'))
document.addEventListener('drop', (dropped) => {
  dropped.preventDefault()
  drop.classList.remove('over')
  const files = dropped.dataTransfer?.files
  if (!files || files.length === 0) return
  bundleInput.files = files
  nameChosen()
})
form.addEventListener('submit', (submitted) => {
  submitted.preventDefault()
  void verify()
})

function nameChosen(): void {
  const file = bundleInput.files?.[0]
  chosen.textContent = file ? `${file.name}, ${sizeOf(file.size)}` : 'or choose it'
  result.replaceChildren()
}

async function verify(): Promise<void> {
  const file = bundleInput.files?.[0]
  const fingerprint = parseFingerprint(keyInput.value)
  if (!file) return bundleInput.focus()
  if (fingerprint === null) {
    keyHelp.classList.add('wrong')
    return keyInput.focus()
  }
  check.disabled = true
  progress.hidden = false
  progress.value = 0
  result.replaceChildren()
  try {
    await verifyFile(file, previousInput.files?.[0] ?? null, fingerprint)
  } catch {
    result.replaceChildren(element('p', { class: 'report' }, 'The file could not be read. Choose it again.'))
  } finally {
    check.disabled = false
    progress.hidden = true
  }
}

async function verifyFile(file: File, previous: File | null, fingerprint: string): Promise<void> {
  const bundle = new BlobSource(file)
  const names = new Names()
  const report = await verifyBundle({
    bundle,
    fingerprint,
    previous: previous ? new BlobSource(previous) : null,
    engine: pageEngine,
    onProgress: (done, total) => (progress.value = done / Math.max(1, total)),
    onEntry: (entry) => names.meet(entry),
    onOpened: (entry, field, value) => names.hear(entry, field, value),
  })
  result.replaceChildren(showReport(report))
  const { value: container } = await readContainer(bundle)
  if (report.verdict !== 'intact' || !report.shown || !container) return
  const table = new EntryTable(
    linesOf(bundle, container, 'entries.jsonl'),
    linesOf(bundle, container, 'openings.jsonl'),
    report.shown,
    names,
  )
  await table.show()
  result.append(table.element)
}

function linesOf(
  source: BlobSource,
  container: Container,
  name: 'entries.jsonl' | 'openings.jsonl',
): SortedLines {
  return new SortedLines(source, container[name])
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
