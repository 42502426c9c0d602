/** What a person typed as the core takes it: UTF-8 in NFC, so that the same words typed elsewhere are the same bytes. */
export function passphraseBytes(typed: string): Uint8Array {
  return new TextEncoder().encode(typed.normalize('NFC'))
}
