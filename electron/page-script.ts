import type { Bridge, BridgeChannel } from '../core/contract/bridge.ts'

/** A message from a page: which page it is, and what it says; a first one says nothing. */
export interface FromPage {
  page: string
  channel?: BridgeChannel
  message?: unknown
  /** Number of the `File` objects that wait under `files` of this page, in place of those in the message. */
  files?: { token: number; count: number }
}

/** What the pipe's two ends are called inside the page. */
export const sendName = '__bulkhead_send'
export const receiveName = '__bulkhead_receive'
export const filesName = '__bulkhead_files'

/**
 * Runs in each page of the Chromium shell before the page's own scripts, as text: it may use nothing from outside of its
 * body. Puts `window.bulkhead` there, over a binding of the debugging pipe. Electron's counterpart is preload.ts.
 */
export function pageScript(names: {
  send: string
  receive: string
  files: string
  bytes: string
  origins: string[]
}): void {
  if (window.top !== window || !names.origins.includes(location.origin)) return
  const page = crypto.randomUUID()
  const globals = globalThis as unknown as Record<string, unknown>
  const pipe = globals[names.send] as (text: string) => void
  const base64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  const send = (message: FromPage) =>
    pipe(
      JSON.stringify(message, (_key, value: unknown) =>
        value instanceof Uint8Array ? { [names.bytes]: base64(value) } : value,
      ),
    )
  const revive = (_key: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || !(names.bytes in value)) return value
    const letters = atob((value as Record<string, string>)[names.bytes] ?? '')
    return Uint8Array.from(letters, (letter) => letter.charCodeAt(0))
  }
  const listeners = new Map<string, (message: unknown) => void>()
  const waiting: { channel: string; message: unknown }[] = []
  const files = new Map<number, File[]>()
  let tokens = 0

  globals[names.files] = (token: number) => {
    const found = files.get(token) ?? []
    files.delete(token)
    return found
  }
  globals[names.receive] = (to: string, text: string) => {
    // Meant for the page before this one.
    if (to !== page) return
    const messages = JSON.parse(text, revive) as { channel: string; message: unknown }[]
    for (const one of messages) {
      const listener = listeners.get(one.channel)
      if (listener) listener(one.message)
      else waiting.push(one)
    }
  }
  const bridge: Bridge = {
    call(channel, message) {
      const input = (message as { input?: { files?: unknown[] } }).input
      const given = input?.files?.filter((file): file is File => file instanceof File)
      if (channel !== 'window' || !given?.length) {
        send({ page, channel, message })
        return
      }
      tokens += 1
      files.set(tokens, given)
      const plain = { ...(message as object), input: { files: [] } }
      send({ page, channel, message: plain, files: { token: tokens, count: given.length } })
    },
    on(channel, listener) {
      listeners.set(channel, listener)
      for (const one of waiting.splice(0)) {
        if (one.channel === channel) listener(one.message)
        else waiting.push(one)
      }
    },
  }
  Object.defineProperty(window, 'bulkhead', { value: Object.freeze(bridge) })
  send({ page })
}
