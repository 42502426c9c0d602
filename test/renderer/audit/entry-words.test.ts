import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { events } from '../../../core/audit/event.ts'
import { codesOnly } from '../../../renderer/audit/entry/entry-names.ts'
import { entryKinds, entryWords, familyOf, familyWords } from '../../../renderer/audit/entry/entry-words.ts'
import { hasFieldWords } from '../../../renderer/audit/entry/field-words.ts'
import { hasValueWords } from '../../../renderer/audit/entry/value-words.ts'

const ana = 'a1b2'.padEnd(32, '0')
const about = {
  staff: ana,
  member: ana,
  role: 'member',
  staffRole: 'staff',
  group: 'c3d4'.padEnd(32, '0'),
  document: 'e5f6'.padEnd(32, '0'),
  groups: ['c3d4'.padEnd(32, '0')],
  code: 'not-member',
  method: 'documents.list',
  size: 1_204,
}

interface Field {
  field: string
  within: string | undefined
  /** Of a closed list; none where anything can stand in it. */
  values: readonly string[]
}

/** Every field of a schema, with the parts of each after it. */
function fieldsOf(schema: z.ZodObject, within?: string): Field[] {
  return Object.entries(schema.shape).flatMap(([field, outer]) => {
    const inner = innermost(outer)
    const values = inner instanceof z.ZodEnum ? inner.options.map(String) : []
    return [{ field, within, values }, ...(inner instanceof z.ZodObject ? fieldsOf(inner, field) : [])]
  })
}

/** What may be missing, null, or there several times. */
function innermost(schema: unknown): unknown {
  if (schema instanceof z.ZodArray) return innermost(schema.element)
  if (
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodDefault
  )
    return innermost(schema.unwrap())
  return schema
}

describe('the words of the log', () => {
  it.each(Object.keys(events))('has words for %s', (type) => {
    expect(Object.keys(entryKinds)).toContain(type)
    expect(Object.keys(familyWords)).toContain(familyOf(type))
    for (const outcome of ['done', 'refused', 'failed', 'stopped', 'interrupted']) {
      const words = entryWords({ type, outcome, about }, codesOnly)
      expect(words).toMatch(/^\p{Lu}/u)
      expect(words).not.toMatch(/undefined|null|\[object|[0-9a-f]{32}/)
      expect(words).not.toBe(type)
    }
  })

  it.each(Object.entries(events))(
    'has words for each field of %s, the parts that it has and the values that it can take',
    (_type, { about: plain, sealed }) => {
      for (const { field, within, values } of [...fieldsOf(plain), ...fieldsOf(sealed)]) {
        expect(hasFieldWords(field, within), `${within}.${field}`).toBe(true)
        for (const value of values) expect(hasValueWords(field, value), `${field}: ${value}`).toBe(true)
      }
    },
  )

  it('misses a part of a field, and a value, that have no words', () => {
    const later = z.strictObject({ how: z.strictObject({ weather: z.array(z.enum(['fair'])).nullable() }) })
    const [, weather] = fieldsOf(later)
    expect(weather).toEqual({ field: 'weather', within: 'how', values: ['fair'] })
    expect(hasFieldWords('weather', 'how')).toBe(false)
    expect(hasValueWords('weather', 'fair')).toBe(false)
  })

  it('has no words for what the log cannot say', () => {
    expect(Object.keys(entryKinds).filter((type) => !(type in events))).toEqual([])
  })

  it('says who, which group and why', () => {
    const say = (type: string, outcome = 'done') => entryWords({ type, outcome, about }, codesOnly)
    expect(say('member.added')).toBe('Staff a1b2 added as member')
    expect(say('group.joined')).toBe('Staff a1b2 joined group c3d4')
    expect(say('document.added')).toBe('Document e5f6 added')
    expect(say('document.regrouped')).toBe('Document e5f6 readable by group c3d4')
    expect(say('workspace.refused')).toBe('Not opened for Staff a1b2: not a member here')
    expect(say('call.refused')).toBe('Refused: no right to documents')
    expect(say('log.checked')).toBe('Log checked, 1,204 entries: in order')
    expect(say('log.checked', 'failed')).toBe('Log checked, 1,204 entries: not in order')
    expect(say('answer.ended', 'stopped')).toBe('Answer stopped by its asker')
  })

  it('shows a type of a later version by its name', () => {
    expect(entryWords({ type: 'later.kind', outcome: 'done', about: {} }, codesOnly)).toBe('later.kind')
    expect(familyOf('later.kind')).toBe('checks')
  })
})
