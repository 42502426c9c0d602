import { BulkheadError } from '../errors.ts'
import { randomSecret, secretCopy } from '../keys/secret-bytes.ts'

const version = 1
const sizeBytes = 1 + 3 * 32

/** The installation's own secrets, 32 bytes each. */
export interface DeviceKeys {
  /** Part of what unlocks every account: a copied firm.db is of no use on another computer. */
  deviceSecret: Uint8Array
  /** Raw key of firm.db. */
  firmKey: Uint8Array
  /** Ed25519 seed; not derived from any workspace's key, so that proofs outlive a destroyed workspace. */
  signingSeed: Uint8Array
}

export function newDeviceKeys(): DeviceKeys {
  return { deviceSecret: randomSecret(32), firmKey: randomSecret(32), signingSeed: randomSecret(32) }
}

export function encodeDeviceKeys(keys: DeviceKeys): Uint8Array {
  return secretCopy(Uint8Array.of(version), keys.deviceSecret, keys.firmKey, keys.signingSeed)
}

/** Zeroes `bytes`. @throws BulkheadError `newer-version`, `tampered-wrap` */
export function decodeDeviceKeys(bytes: Uint8Array): DeviceKeys {
  try {
    if (bytes[0] !== version && bytes.length > 0)
      throw new BulkheadError(
        'newer-version',
        'The keys of this firm were stored by a newer Bulkhead. Update Bulkhead.',
      )
    if (bytes.length !== sizeBytes)
      throw new BulkheadError(
        'tampered-wrap',
        'The keys of this firm in the key store are damaged. Restore them from a backup.',
      )
    return {
      deviceSecret: secretCopy(bytes.subarray(1, 33)),
      firmKey: secretCopy(bytes.subarray(33, 65)),
      signingSeed: secretCopy(bytes.subarray(65, 97)),
    }
  } finally {
    bytes.fill(0)
  }
}

export function wipeDeviceKeys(keys: DeviceKeys): void {
  keys.deviceSecret.fill(0)
  keys.firmKey.fill(0)
  keys.signingSeed.fill(0)
}
