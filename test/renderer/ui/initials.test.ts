import { expect, test } from 'vitest'
import { initials } from '../../../renderer/ui/marks/initials.ts'

test.each([
  ['Meridian Salon Group', 'MS', 'MS'],
  ['The Old Bakehouse', 'OB', 'OB'],
  ['Ironleaf', 'IR', 'IR'],
  ['Ünlü & Söhne', 'ÜS', 'ÜS'],
  ['7 Oaks', '7O', '7O'],
  ['मीनाक्षी ट्रेडर्स', 'मी', 'मीट्रे'],
  ['श्री गणेश भंडार', 'श्री', 'श्रीग'],
  ['東京商事', '東', '東京'],
  ['The', 'TH', 'TH'],
  ['  ', '?', '?'],
  ['👩‍👩‍👧 Family', 'FA', 'FA'],
])('the initials of %s', (name, little, enough) => {
  expect(initials(name, 'little')).toBe(little)
  expect(initials(name, 'enough')).toBe(enough)
})
