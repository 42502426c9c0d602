import type { Port } from '../contract/port.ts'

/** What a port that was handed over leads to: the client's page, an extractor, or the workspace that an extractor serves. */
export type PortPurpose = { for: 'client' } | { for: 'extractor'; id: number } | { for: 'workspace' }

export interface ProcessExit {
  code: number | null
  signal: string | null
}

/** The parent's end of a child process. */
export interface ChildPort extends Port {
  readonly pid: number
  readonly exited: Promise<ProcessExit>
  /** Gives the process a port that leads past its parent. Only where the shell has ports to give (Electron). */
  readonly handOver?: (purpose: PortPurpose, port: unknown) => void
  /** Joins two processes by a port each, past their parent. Only where the shell has ports to give (Electron). */
  readonly link?: (purpose: PortPurpose, other: ChildPort, othersPurpose: PortPurpose) => void
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
