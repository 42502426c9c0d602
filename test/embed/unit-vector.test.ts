import { assert, float32Array, property } from 'fast-check'
import { expect, test } from 'vitest'
import { unitVector } from '../../core/embed/unit-vector.ts'

const length = (vector: Float32Array): number => Math.hypot(...vector)

test('every finite vector comes out with length 1', () => {
  assert(
    property(float32Array({ minLength: 8, maxLength: 8, noNaN: true, noDefaultInfinity: true }), (vector) => {
      expect(length(unitVector(vector, 8))).toBeCloseTo(1, 5)
    }),
  )
})

test('a vector of zeros becomes a fixed direction', () => {
  const first = unitVector(new Float32Array(8), 8)
  expect(length(first)).toBeCloseTo(1, 5)
  expect(unitVector(new Float32Array(8), 8)).toEqual(first)
})

test('what is not a number, or not of the dimension, does not get out', () => {
  expect(() => unitVector(Float32Array.of(1, NaN), 2)).toThrow(RangeError)
  expect(() => unitVector(Float32Array.of(1, Infinity), 2)).toThrow(RangeError)
  expect(() => unitVector(Float32Array.of(1, 0, 0), 2)).toThrow(RangeError)
})
