import {
  createCipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  scryptSync,
} from 'node:crypto'
import { BulkheadError } from '../errors.ts'
import { signerFrom, verifySignature } from './signing.ts'

/**
 * Proves that every algorithm the keys rest on gives its published answer in this runtime; Electron's library is
 * not Node's, and has lacked some. To be called once at start, before any key is made or opened.
 * @throws BulkheadError `internal`, naming the first that does not.
 */
export function checkCrypto(checks: Readonly<Record<string, KnownAnswer>> = knownAnswers): void {
  for (const [algorithm, { compute, answer }] of Object.entries(checks)) {
    if (resultOf(compute) !== answer) {
      throw new BulkheadError(
        'internal',
        `This installation’s cryptography is not right (${algorithm}); nothing was opened. Reinstall Bulkhead.`,
      )
    }
  }
}

/** A computation over published inputs, and its answer in hexadecimal. */
export interface KnownAnswer {
  compute: () => Uint8Array
  answer: string
}

export const knownAnswers: Readonly<Record<string, KnownAnswer>> = {
  // The Galois/Counter Mode of Operation (McGrew and Viega), test case 14.
  'AES-256-GCM': {
    compute() {
      const cipher = createCipheriv('aes-256-gcm', new Uint8Array(32), new Uint8Array(12))
      const ciphertext = cipher.update(new Uint8Array(16))
      cipher.final()
      return Buffer.concat([ciphertext, cipher.getAuthTag()])
    },
    answer: 'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919',
  },
  // RFC 5869, test case 3.
  'HKDF-SHA256': {
    compute: () => new Uint8Array(hkdfSync('sha256', new Uint8Array(22).fill(11), '', '', 42)),
    answer: '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
  },
  // RFC 7914, section 12, first vector.
  scrypt: {
    compute: () => scryptSync('', '', 64, { N: 16, r: 1, p: 1 }),
    answer:
      '77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906',
  },
  // RFC 8032, section 7.1, test 1; verified too.
  Ed25519: {
    compute() {
      const signer = signerFrom(hex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'))
      const signature = signer.sign(new Uint8Array(0))
      return verifySignature(signer.publicKey, new Uint8Array(0), signature) ? signature : new Uint8Array(0)
    },
    answer:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  // RFC 7748, section 6.1.
  X25519: {
    compute: () =>
      diffieHellman({
        privateKey: createPrivateKey({
          key: hex(
            '302e020100300506032b656e0422042077076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a',
          ),
          format: 'der',
          type: 'pkcs8',
        }),
        publicKey: createPublicKey({
          key: hex(
            '302a300506032b656e032100de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f',
          ),
          format: 'der',
          type: 'spki',
        }),
      }),
    answer: '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742',
  },
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex')
}

/** An algorithm that is missing throws; that too is a wrong answer. */
function resultOf(compute: () => Uint8Array): string {
  try {
    return Buffer.from(compute()).toString('hex')
  } catch {
    return ''
  }
}
