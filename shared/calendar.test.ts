import { expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  businessDay,
  daysBetween,
  lastDayOf,
  monthsBetween,
  startOfBusinessDay,
} from './calendar.ts'

it('turns the day at midnight in China, also over the year', () => {
  expect(businessDay(new Date('2026-12-31T15:59:59.999Z'))).toBe('2026-12-31')
  expect(businessDay(new Date('2026-12-31T16:00:00.000Z'))).toBe('2027-01-01')
  expect(startOfBusinessDay('2027-01-01')).toEqual(new Date('2026-12-31T16:00:00.000Z'))
})

it('counts days across months, years and leap days', () => {
  expect(addDays('2026-02-20', 15)).toBe('2026-03-07')
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(daysBetween('2026-02-20', '2026-03-07')).toBe(15)
  expect(daysBetween('2026-03-07', '2026-02-20')).toBe(-15)
})

it('counts months across years', () => {
  expect([addMonths('2026-12', 1), addMonths('2026-11', -11), addMonths('2026-01', -1)]).toEqual([
    '2027-01',
    '2025-12',
    '2025-12',
  ])
  expect([lastDayOf('2027-02'), lastDayOf('2028-02'), lastDayOf('2026-12')]).toEqual([
    '2027-02-28',
    '2028-02-29',
    '2026-12-31',
  ])
  expect(monthsBetween('2025-11-30', '2026-02-01')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
})
