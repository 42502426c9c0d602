import { Home } from '../../core/firm/home.ts'
import { keepChromium } from '../../electron/chromium-keeper.ts'
import { findChromium } from '../../electron/find-chromium.ts'

/** A process that is the keeper of the Chromium shell, as `npm start` is; its arguments are the home and the renderer. */
const [home = '', files = ''] = process.argv.slice(2)
const keeper = keepChromium({
  home: new Home(home),
  program: findChromium() ?? '',
  files,
  headless: true,
  entry: new URL('./shell-main-process.ts', import.meta.url),
})
for (const end of ['SIGTERM', 'disconnect'] as const) process.once(end, () => void keeper.close())
await keeper.closed
// The channel to the test would keep it.
if (process.connected) process.disconnect()
