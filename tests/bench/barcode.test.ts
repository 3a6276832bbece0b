import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ageOf, fieldsOf } from './video/barcode.ts'

const instant = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 })

it('is read back as the age of a picture', () => {
  fc.assert(
    fc.property(instant, fc.nat({ max: 60_000 }), (now, age) => {
      expect(ageOf(fieldsOf(now), now + age)).toBe(age)
    }),
  )
})

it('is not read when one field is wrong', () => {
  fc.assert(
    fc.property(instant, fc.nat({ max: 47 }), (now, field) => {
      expect(ageOf(fieldsOf(now).with(field, !fieldsOf(now)[field]!), now)).toBeNull()
    }),
  )
})
