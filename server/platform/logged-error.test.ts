import { expect, it } from 'vitest'
import { loggedError } from './logged-error.ts'

it('says what it is, where it was thrown and why, and nothing of the row that it is about', () => {
  const duplicate = Object.assign(new Error('duplicate key value violates unique constraint'), {
    code: '23505',
    detail: 'Key (phone)=(13900000001) already exists.',
  })
  const logged = JSON.stringify(loggedError(new TypeError('the order was not kept', { cause: duplicate })))
  expect(JSON.parse(logged)).toMatchObject({
    type: 'TypeError',
    message: 'the order was not kept',
    stack: expect.stringContaining('logged-error.test') as string,
    cause: { type: 'Error', code: '23505', message: expect.stringContaining('duplicate key') as string },
  })
  expect(logged).not.toContain('13900000001')
})

it('leaves what is no error as it is, and ends where causes go in a circle', () => {
  expect(loggedError('a word')).toBe('a word')
  const circle = new Error('round')
  circle.cause = circle
  expect(JSON.stringify(loggedError(circle)).match(/round/g)!.length).toBeLessThan(9)
})
