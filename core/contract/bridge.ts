/**
 * All that a page has of the outside, as `window.bulkhead`: three channels that carry the messages of `messages.ts`.
 * `firm` goes to main, `window` to the shell, `workspace` to the process that the window is bound to.
 */
export interface Bridge {
  /**
   * Sends a message. On `workspace` it is a `BoundMessage`. `File` objects, which are allowed in `files.offer` alone,
   * arrive as paths.
   */
  call(channel: BridgeChannel, message: unknown): void
  /** One listener for each channel. */
  on(channel: BridgeChannel, listener: (message: unknown) => void): void
}

export type BridgeChannel = 'firm' | 'window' | 'workspace'

/** A message to or from a workspace process, with the binding of the window that it belongs to. */
export interface BoundMessage {
  binding: number
  body: unknown
}
