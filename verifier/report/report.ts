import type { Level } from '../bundle/levels.ts'
import type { Finding, Verdict } from './finding.ts'

/** What became of the sealed values, in numbers. */
export interface Values {
  opened: number
  /** Masked by the exporter, not checkable. */
  masked: number
  erased: number
  notReadable: number
  /** Not released. */
  sealed: number
}

/** What a verifier has to say: docs/audit-bundle.md, section 10. */
export interface Report {
  verdict: Verdict
  exit: number
  findings: Finding[]
  /** Null until checkpoint and key were found right. */
  shown: Shown | null
  /** Null where the verifier stopped before its last step. */
  told: Told | null
}

/** What only a walk through the whole bundle tells. */
export interface Told {
  values: Values
  /** Root of the log when it had `to` entries, in hex: the same in every bundle of that log that ends there. */
  rangeRoot: string | null
  /** Size of the earlier checkpoint, where one was given and could be read. */
  previous: number | null
}

export interface Shown {
  level: Level
  masked: boolean
  log: string
  /** Public key in hex. */
  key: string
  from: number
  to: number
  /** Sequence of the export's own entry. */
  export: number
  /** Of the whole log, as signed. */
  size: number
  root: string
  signedMs: number
}

/** The report as one plain object, as `--json` prints it. */
export function reportJson({ verdict, exit, findings, shown, told }: Report): object {
  return { verdict, exit, findings, ...shown, ...told }
}
