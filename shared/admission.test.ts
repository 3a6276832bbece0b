import fc from 'fast-check'
import { expect, it } from 'vitest'
import { aResidentId } from '#tests/make/admission.ts'
import { bornOn, creditCode, declareForm, residentId } from './admission.ts'

it('takes a resident’s number as it is typed, and reads the day of birth from it', () => {
  expect(residentId.parse('11010519491231002x')).toBe('11010519491231002X')
  expect(residentId.parse('110105 19491231 002X')).toBe('11010519491231002X')
  expect(bornOn('11010519491231002X')).toBe('1949-12-31')
})

it('refuses a number with any one digit changed', () => {
  const anyDay = fc.date({ min: new Date('1940-01-01'), max: new Date('2015-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(anyDay, fc.nat(16), fc.integer({ min: 1, max: 9 }), (day, at, by) => {
      const number = aResidentId(day.toISOString().slice(0, 10))
      const changed = `${number.slice(0, at)}${(Number(number[at]) + by) % 10}${number.slice(at + 1)}`

      expect(residentId.safeParse(number).success).toBe(true)
      expect(residentId.safeParse(changed).success).toBe(false)
    }),
  )
})

it('refuses a number whose check is right and whose day does not exist', () => {
  expect(residentId.safeParse(aResidentId('1990-02-30')).success).toBe(false)
})

it('knows a credit code by its last character', () => {
  expect(creditCode.parse('91350100m000100y43')).toBe('91350100M000100Y43')
  expect(creditCode.safeParse('91350100M000100Y44').success).toBe(false)
  expect(creditCode.safeParse('91350100M000100Y4').success).toBe(false)
})

it('assumes nothing that is to be declared', () => {
  const said = { operatorId: 'org_1', isCharity: 'no', isAiPersona: 'no' }
  expect(declareForm.parse(said)).toEqual({ operatorId: 'org_1', isCharity: false, isAiPersona: false })
  for (const name of Object.keys(said))
    expect(declareForm.safeParse({ ...said, [name]: undefined }).success, name).toBe(false)
})
