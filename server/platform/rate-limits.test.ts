import { expect, it } from 'vitest'
import { createRateLimits } from './rate-limits.ts'

it('refuses the key that has used up its limit, says when to come back, and lets others be', async () => {
  const limits = createRateLimits({ factor: 1 })

  const lines = await Promise.all([1, 2, 3, 4, 5].map(() => limits.take('chat', 'vis_1')))

  expect(lines.map(({ ok }) => ok)).toEqual([true, true, true, true, false])
  expect(lines[4]).toMatchObject({ refusal: { kind: 'too_many_requests', retryAfterSec: 10 } })
  expect(await limits.take('chat', 'vis_2')).toEqual({ ok: true, value: null })
})
