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

const idForm = /^[0-9a-f]{32}$/
const hashForm = /^[0-9a-f]{64}$/

/** 32 lower-case hex digits. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && idForm.test(value)
}

/** 64 lower-case hex digits. */
export function isHash(value: unknown): value is string {
  return typeof value === 'string' && hashForm.test(value)
}

export function isHashes(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isHash)
}
