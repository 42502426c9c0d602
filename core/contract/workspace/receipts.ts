import { z } from 'zod'
import { method } from '../method.ts'
import { nothing } from '../nothing.ts'
import { Text } from '../text.ts'
import { overseers } from './who.ts'

/** What a receipt states. */
const state = {
  /** Entries. */
  size: z.int(),
  /** Hex. */
  root: z.string(),
  /** When it was signed, by this computer's clock. */
  timeMs: z.int(),
}

export const receiptMethods = {
  /** Has the log signed as it is now, to be kept outside of this computer. */
  'log.receipt': method({
    input: nothing,
    output: z.strictObject({
      /** To save or print: the state in words, and the signed note. */
      text: z.string(),
      /** Id of the log. */
      log: z.string(),
      ...state,
      /** Fingerprint of the key that signed it. */
      key: z.string(),
      /** The signed note as a QR code: SVG path data of the dark modules, in a square of `modules` with its quiet zone. */
      qr: z.strictObject({ modules: z.int(), path: z.string() }),
    }),
    policy: overseers,
    entry: 'log.receipt-made',
  }),
  /** Saves a receipt of this installation's as text, at a place that main has offered for it. */
  'log.saveReceipt': method({
    input: z.strictObject({
      target: z.string().min(1),
      /** Of a receipt, as `log.receipt` gave it; what is saved is made anew from the signed note in it. */
      text: Text.pipe(z.string().max(20_000)),
    }),
    output: z.strictObject({ bytes: z.int() }),
    policy: overseers,
    // It says what `log.receipt` gave out, and that has its entry.
    entry: null,
  }),
  /** Checks the whole log, and whether it still contains the state that a receipt states. */
  'log.checkReceipt': method({
    input: z.strictObject({
      /** Of a receipt, or the signed note alone, as scanned. */
      text: Text.pipe(z.string().max(20_000)),
    }),
    output: z.strictObject({
      verdict: z.enum(['intact', 'gone', 'other-log', 'not-signed-here']),
      /** The verdict for a person. */
      sentence: z.string(),
      /** What the receipt states, where it was signed here for this log. */
      stated: z.strictObject(state).nullable(),
      /** Entries now. */
      size: z.int(),
    }),
    policy: overseers,
    entry: 'log.receipt-checked',
  }),
} as const
