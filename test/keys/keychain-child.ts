import { BulkheadError } from '../../core/errors.ts'
import { FirmId } from '../../core/ids.ts'
import { openKeychain } from '../../core/keys/store/keychain.ts'

/** Opens the keychain of the firm named by the parent and answers with its device item, or with the refusal. */
process.on('message', (firm: unknown) => {
  try {
    process.send?.({ device: openKeychain(FirmId.parse(firm)).get('device') })
  } catch (error) {
    process.send?.({ refused: error instanceof BulkheadError ? error.code : 'unexpected' })
  }
  process.disconnect()
})
