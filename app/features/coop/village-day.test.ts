import { expect, it } from 'vitest'
import { villageDay } from './village-day.ts'

it('turns the day at midnight in Beijing, also over the year', () => {
  expect(villageDay(new Date('2026-12-31T15:59:59Z'))).toBe('2026-12-31')
  expect(villageDay(new Date('2026-12-31T16:00:00Z'))).toBe('2027-01-01')
})
