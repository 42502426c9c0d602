import { fileURLToPath } from 'node:url'
import { App } from '../e2e/app.ts'
import { openClient, signIn } from '../e2e/sign-in.ts'
import type { Measured } from './measure.ts'

const samples = ['thistlewick-marrow', 'kachnar-physiotherapy'].map((name) =>
  fileURLToPath(new URL(`../../samples/${name}`, import.meta.url)),
)
const switches = 8

/**
 * How long after the next client's process is ready its screen stands, two frames drawn: the design asks for 300 ms.
 * Asked in the page at each frame; a test's `waitFor` looks twice a second only.
 */
export async function measureSwitch(): Promise<Measured[]> {
  const app = await App.start(
    samples.map((documents, index) => ({ name: `C${index}`, documents: [documents] })),
  )
  try {
    const { page, shell } = app
    let ready = Promise.withResolvers<number>()
    const open = shell.main.open.bind(shell.main)
    shell.main.open = async (...given) => {
      const opened = await open(...given)
      ready.resolve(performance.now())
      return opened
    }
    await signIn(app)
    await openClient(page, 'C0')
    const shownMs: number[] = []
    const startMs: number[] = []
    for (let turn = 1; turn <= switches; turn += 1) {
      ready = Promise.withResolvers()
      const clickedMs = performance.now()
      await page
        .getByRole('navigation', { name: 'Workspaces' })
        .getByRole('button', { name: `C${turn % 2}` })
        .click()
      const readyMs = await ready.promise
      await page.waitForFunction(
        () =>
          document.querySelector('textarea') !== null && document.querySelector('nav a, nav button') !== null,
        null,
        { polling: 'raf' },
      )
      await page.evaluate(
        async () =>
          await new Promise((drawn) => {
            requestAnimationFrame(() => requestAnimationFrame(drawn))
          }),
      )
      shownMs.push(performance.now() - readyMs)
      startMs.push(readyMs - clickedMs)
    }
    const row = (what: string, bulkhead: number, reference: number | null, against: string): Measured => ({
      what,
      unit: 'ms',
      bulkhead,
      reference,
      against,
    })
    return [
      row('switch: process ready to shown, median', median(shownMs), 300, 'what the design asks for'),
      row('switch: process ready to shown, slowest', Math.max(...shownMs), 300, 'what the design asks for'),
      row('switch: click to process ready, median', median(startMs), null, ''),
    ]
  } finally {
    await app.close()
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}
