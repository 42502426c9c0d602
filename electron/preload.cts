import type * as Electron from 'electron'
import type { BoundMessage, Bridge, BridgeChannel } from '../core/contract/bridge.ts'

/**
 * Runs in the sandboxed page of Electron, apart from the page's own scripts, and gives them `call` and `on` alone. The
 * Chromium shell's counterpart is page-script.ts. `npm run build` strips its types; nothing else may be imported here.
 */
const { contextBridge, ipcRenderer, webUtils } = require('electron') as typeof Electron

const listeners = new Map<BridgeChannel, (message: unknown) => void>()
const waiting: { channel: BridgeChannel; message: unknown }[] = []
let workspace: { binding: number; port: MessagePort } | null = null

function deliver(channel: BridgeChannel, message: unknown): void {
  const listener = listeners.get(channel)
  if (listener) listener(message)
  else waiting.push({ channel, message })
}

ipcRenderer.on('bulkhead', (_event, { channel, message }: { channel: BridgeChannel; message: unknown }) =>
  deliver(channel, message),
)

// The port leads straight into the process of the workspace; main does not see what goes through it.
ipcRenderer.on('bulkhead-workspace', (event, { binding }: { binding: number }) => {
  const [port] = event.ports
  if (!port) return
  workspace?.port.close()
  workspace = { binding, port }
  port.addEventListener('message', ({ data }) =>
    deliver('workspace', { binding, body: data as unknown } satisfies BoundMessage),
  )
  port.start()
})

const bridge: Bridge = {
  call(channel, message) {
    if (channel === 'workspace') {
      const { binding, body } = message as BoundMessage
      if (workspace?.binding === binding) workspace.port.postMessage(body)
      return
    }
    const { input } = message as { input?: { files?: unknown[] } }
    const files = channel === 'window' ? (input?.files ?? []) : []
    const paths = files.map((file) => (file instanceof File ? webUtils.getPathForFile(file) : ''))
    const plain = files.length > 0 ? { ...(message as object), input: { files: [] } } : message
    ipcRenderer.send('bulkhead', { channel, message: plain, paths })
  },
  on(channel, listener) {
    listeners.set(channel, listener)
    for (const one of waiting.splice(0)) deliver(one.channel, one.message)
  },
}
contextBridge.exposeInMainWorld('bulkhead', bridge)
