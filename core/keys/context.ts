import canonicalize from 'canonicalize'

/**
 * What a derived key or a sealed value is for, as bytes: UTF-8 of the canonical JSON (RFC 8785) of the parts. JSON
 * quotes every part, so no two different lists give the same bytes. The first part names the format.
 */
export function contextBytes(parts: readonly [string, ...(string | number)[]]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(canonicalize(parts) ?? '', 'utf8'))
}
