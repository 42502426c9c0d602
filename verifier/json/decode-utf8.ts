const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of well-formed UTF-8, a byte order mark left in; null for anything else. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

/** The text of bytes of ASCII, where each is a character; null where there is another one among them. */
export function decodeAscii(bytes: Uint8Array): string | null {
  const text = decodeUtf8(bytes)
  return text?.length === bytes.length ? text : null
}
