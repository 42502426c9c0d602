import { PortDouble } from './port-double.ts'
import type { Frame } from './utility-double.ts'

/** Loaded into the children of the double before their own module: puts Electron's `process.parentPort` there. */
type Listener = (event: { data: unknown; ports: PortDouble[] }) => void
let listener: Listener = () => undefined
const transferred: PortDouble[] = []

const send = (frame: Frame) => void process.send?.(frame)

process.on('message', (frame: Frame) => {
  switch (frame.kind) {
    case 'message':
      return listener({ data: frame.data, ports: [] })
    case 'transfer': {
      const { port1, port2 } = PortDouble.pair()
      const { port } = frame
      transferred[port] = port1
      port1.on('message', ({ data }) => send({ kind: 'on port', data, port }))
      port1.start()
      return listener({ data: frame.data, ports: [port2] })
    }
    case 'on port':
      return transferred[frame.port]?.postMessage(frame.data)
  }
})
process.once('disconnect', () => process.exit(0))

Object.defineProperty(process, 'parentPort', {
  value: {
    on: (_event: 'message', found: Listener) => {
      listener = found
    },
    postMessage: (data: unknown) => send({ kind: 'message', data }),
  },
})
