import { expect, it } from 'vitest'
import { readVisitor, visitorCookie } from './visitor.ts'

const secret = 's'.repeat(32)
const cookie = visitorCookie('vis_1', { secret, secure: true })

it('knows a visitor again by the signed cookie', () => {
  expect(readVisitor(`locale=en; ${cookie.split(';')[0]}`, secret)).toBe('vis_1')
  expect(cookie).toMatch(/HttpOnly/)
  expect(cookie).toMatch(/Secure/)
})

it('knows nobody by a cookie that is missing, changed, or signed with another secret', () => {
  const pair = cookie.split(';')[0]!

  expect(readVisitor(undefined, secret)).toBeNull()
  expect(readVisitor(pair.replace('vis_1', 'vis_2'), secret)).toBeNull()
  expect(readVisitor(pair, 't'.repeat(32))).toBeNull()
})
