/**
 * A message port to another process. Messages are structured-cloned; a Uint8Array arrives as a Uint8Array.
 * `child_process.fork`, Electron's ports and the debugging pipe of a browser all fit behind it, and are the only
 * difference between the shells.
 */
export interface Port {
  send(message: unknown): void
  /** At most one listener; messages that came earlier are delivered to it first. */
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
  close(): void
}
