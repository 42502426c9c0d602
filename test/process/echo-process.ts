import { parentPort } from '../../core/process/parent-port.ts'

const port = parentPort()
port.onMessage((message) => {
  port.send(
    message === 'environment' ? { names: Object.keys(process.env), options: process.execArgv } : message,
  )
})
