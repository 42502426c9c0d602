import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { parentPort } from '../../core/process/parent-port.ts'
import { serveKeeper } from '../../electron/chromium-main.ts'
import { ordersVariable, type PageOrder, type PageReply } from './shell-orders.ts'

/** Main of the Chromium shell as it is, which besides runs scripts in its page that the test sends. */
serveKeeper(parentPort(), ({ page }) => {
  const orders = connect(process.env[ordersVariable] ?? '')
  const say = (reply: PageReply) => orders.write(`${JSON.stringify(reply)}\n`)
  say({ pid: process.pid })
  createInterface(orders).on('line', (line) => {
    const { id, script } = JSON.parse(line) as PageOrder
    page.evaluate(script).then(
      (value) => say({ id, value }),
      (error: unknown) => say({ id, failed: String(error) }),
    )
  })
})
