/** An object as it comes from JSON. */
export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An object with exactly these members. */
export function hasMembers(value: unknown, names: readonly string[]): value is JsonObject {
  return (
    isObject(value) &&
    Object.keys(value).length === names.length &&
    names.every((name) => Object.hasOwn(value, name))
  )
}

/** An integer from 0 to 2^53 - 1. */
export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

/** 32 lower-case hex digits. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length === 32 && isHex(value)
}

/** 64 lower-case hex digits. */
export function isHash(value: unknown): value is string {
  return typeof value === 'string' && value.length === 64 && isHex(value)
}

/** There are millions of them in a long log, and a regular expression takes five times as long. */
function isHex(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (!((code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x66))) return false
  }
  return true
}

export function isHashes(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isHash)
}
