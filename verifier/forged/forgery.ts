import type { FindingCode, Verdict } from '../report/finding.ts'
import type { RawLog } from './raw-log.ts'

/** What forgeries are made from: a good log, and another one of the same firm. */
export interface Material {
  /** At least 60 entries, with openings among the first 40. */
  log: RawLog
  foreign: RawLog
}

/** A bundle that has to be refused, with what has to be said of it. */
export interface Forgery {
  name: string
  verdict: Exclude<Verdict, 'intact'>
  /** The finding that decides, the first of the report. */
  code: FindingCode
  /** Where it is, in a log of the material, if that has to be told. */
  seq?: number
  readonly make: (material: Material) => Forged
}

/** Files for a verifier. */
export interface Forged {
  bundle: Uint8Array
  previous?: Uint8Array
  /** Whose fingerprint the person has, where it is not the log's signer. */
  key?: Uint8Array
}

/** A bundle that must be found intact: what a verifier refuses is worth nothing where it refuses everything. */
export interface Control {
  name: string
  level: 'proof' | 'redacted' | 'named' | 'full'
  readonly make: (material: Material) => Forged
}
