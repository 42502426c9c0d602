import { describe, expect, test } from 'vitest'
import { events } from '../../core/audit/event.ts'
import { modelFields, releases, sealedClasses } from '../../core/audit/sealed-class.ts'
import { levels, mayHaveLine } from '../../verifier/bundle/levels.ts'

const fields = Object.entries(events).flatMap(([type, { sealed }]) =>
  Object.keys(sealed.shape).map((field) => [type, field] as const),
)

describe('what each level of a bundle releases', () => {
  test.each(fields)('%s, %s: the app and the verifier agree', (type, field) => {
    for (const level of levels) expect(releases(level, type, field)).toBe(mayHaveLine(level, type, field))
  })

  test('what the verifier releases below full is in the catalogue', () => {
    const released = fields.filter(([type, field]) => mayHaveLine('named', type, field))
    expect(released).toHaveLength(16)
  })

  test('a field that names a model does so in every type, and no other does', () => {
    for (const [type, field] of fields) {
      const classes: Readonly<Record<string, string>> = sealedClasses[type as keyof typeof sealedClasses]
      expect(classes[field] === 'model', `${type}, ${field}`).toBe(modelFields.some((name) => name === field))
    }
  })

  test('what the catalogue does not know counts as words', () => {
    expect(releases('named', 'later.kind', 'name')).toBe(false)
    expect(releases('full', 'later.kind', 'name')).toBe(true)
  })
})
