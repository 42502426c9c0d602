/**
 * A well-mixed unsigned 32-bit integer for a text and an index: FNV-1a over the UTF-16 units, then the finalizer of
 * MurmurHash3. Integer arithmetic only, so it is the same on every machine. Not for anything secret.
 */
export function pseudoRandom(text: string, index: number): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ index, 0x9e3779b1)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
