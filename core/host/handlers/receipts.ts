import { openCheckpoint } from '../../audit/checkpoint.ts'
import { keyFingerprint } from '../../audit/key-fingerprint.ts'
import { judgeReceipt, noteInReceipt, receiptText, type ReceiptVerdict } from '../../audit/receipt.ts'
import type { receiptMethods } from '../../contract/workspace/receipts.ts'
import { BulkheadError } from '../../errors.ts'
import { saveWhole } from '../../export/output-file.ts'
import type { HandlersOf } from '../../process/serve-contract.ts'
import type { CheckOptions } from '../../workspace/check-workspace.ts'
import { qrPath } from '../qr-path.ts'
import type { Call } from '../serve.ts'
import type { Tools } from '../tools.ts'
import type { Signing } from './export.ts'
import { checkWholeLog } from './log.ts'

export function receiptHandlers(
  tools: Tools,
  anchor: () => CheckOptions,
  signing: Signing,
): HandlersOf<typeof receiptMethods, Call> {
  return {
    'log.receipt': async (_input, { access }) => {
      const { seq } = access.write((writer) =>
        writer.record({ type: 'log.receipt-made', outcome: 'done', about: {}, sealed: {} }),
      )
      const signed = await signing.sign()
      const note = anchor().anchorNote ?? ''
      const checkpoint = signed ? openCheckpoint(note, signing.signingKey) : null
      if (!checkpoint || checkpoint.size <= seq)
        throw new BulkheadError(
          'log-unwritable',
          'The log could not be signed, so there is no receipt. Check it.',
        )
      const { logId, size, root, timeMs } = checkpoint
      return {
        text: receiptText(note, checkpoint, signing.signingKey),
        log: logId,
        size,
        root: hex(root),
        timeMs,
        key: keyFingerprint(signing.signingKey),
        qr: qrPath(note),
      }
    },

    'log.saveReceipt': ({ target, text }) => {
      const note = noteInReceipt(text)
      const checkpoint = openCheckpoint(note, signing.signingKey)
      const path = tools.targets.take(target)
      const receipt = receiptText(note, checkpoint, signing.signingKey)
      return { bytes: saveWhole(path, Buffer.from(receipt, 'utf8')) }
    },

    'log.checkReceipt': async ({ text }, call) => {
      const note = noteInReceipt(text)
      await checkWholeLog(call, anchor)
      const { access, scope } = call
      const judged = judgeReceipt(scope.log, note, signing.signingKey)
      const stated =
        'checkpoint' in judged
          ? {
              size: judged.checkpoint.size,
              root: hex(judged.checkpoint.root),
              timeMs: judged.checkpoint.timeMs,
            }
          : null
      const { size } = scope.log
      access.write((writer) =>
        writer.record({
          type: 'log.receipt-checked',
          outcome: judged.verdict === 'intact' ? 'done' : 'failed',
          about: { size: stated?.size ?? null, verdict: judged.verdict },
          sealed: {},
        }),
      )
      return { verdict: judged.verdict, sentence: sentence(judged, size), stated, size }
    },
  }
}

function sentence(judged: ReceiptVerdict, now: number): string {
  switch (judged.verdict) {
    case 'intact': {
      const { size } = judged.checkpoint
      return `The log is intact: it still begins with the ${size} entries of this receipt, and ${now - size} have come since.`
    }
    case 'gone':
      return 'The log does not contain the state of this receipt any more: entries were changed or removed, or the file was put back from a copy. Keep the receipt, it proves that. Where an owner has gone on from a damaged log since, the log says so.'
    case 'other-log':
      return 'This receipt is of another log of this firm.'
    case 'not-signed-here':
      return 'This receipt was not signed by this installation’s key, or was changed.'
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
