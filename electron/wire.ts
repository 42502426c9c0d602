/**
 * A message as text for the debugging pipe: JSON, in which bytes are base64 under a name that no message uses. Its
 * counterpart in the page is in page-script.ts, which can import nothing.
 */
export function toWire(message: unknown): string {
  return JSON.stringify(message, (_key, value: unknown) =>
    value instanceof Uint8Array ? { [bytesKey]: Buffer.from(value).toString('base64') } : value,
  )
}

export function fromWire(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !(bytesKey in value)) return value
    return bytesOf(String(value[bytesKey]))
  })
}

/** Into room of their own: a passphrase must not lie in the room that small buffers share, where nobody zeroes it. */
function bytesOf(base64: string): Uint8Array {
  const bytes = new Uint8Array(Buffer.byteLength(base64, 'base64'))
  Buffer.from(bytes.buffer).write(base64, 'base64')
  return bytes
}

export const bytesKey = '$bytes'
