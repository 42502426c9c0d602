/**
 * A message port to another process. Messages are structured-cloned; a Uint8Array arrives as a Uint8Array.
 * `child_process.fork` and Electron's `utilityProcess` both fit behind it, and are the only difference between
 * the shells.
 */
export interface Port {
  send(message: unknown): void
  /** At most one listener; messages that came earlier are delivered to it first. */
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
  close(): void
}

export interface ProcessExit {
  code: number | null
  signal: string | null
}

/** The parent's end of a child process. */
export interface ChildPort extends Port {
  readonly pid: number
  readonly exited: Promise<ProcessExit>
  /** Ends the process at once, whatever it is doing, and resolves when it is gone. */
  kill(): Promise<ProcessExit>
}

/** Starts the module in a process of its own. Each shell brings one. */
export type StartProcess = (entry: URL, options?: StartOptions) => ChildPort

export interface StartOptions {
  /** Further options of Node, for instance the permission model. */
  nodeOptions?: readonly string[]
  /** Drops what the process writes to its error output, for one that handles untrusted files. */
  quiet?: boolean
}
