import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge']
const elsewhere = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
]

/** An installed Chromium, or null. `BULKHEAD_CHROMIUM` names another. */
export function findChromium(): string | null {
  const given = process.env['BULKHEAD_CHROMIUM']
  if (given !== undefined) return existsSync(given) ? given : null
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)
  const inPath = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...inPath, ...elsewhere].find((path) => existsSync(path)) ?? null
}
