import { expect, it } from 'vitest'
import { isOutage, throughOutages } from './outage.ts'

const failing = (code: string, message = 'gone') => Object.assign(new Error(message), { code })

const byPrisma = (originalCode: string) =>
  Object.assign(failing('P2039'), { meta: { driverAdapterError: { cause: { originalCode } } } })

it.each([
  byPrisma('57P03'),
  failing('57P01'),
  failing('08006'),
  failing('ECONNREFUSED'),
  new Error('Connection terminated unexpectedly'),
  new Error('Query read timeout'),
])('knows an outage: %s', (error) => {
  expect(isOutage(error)).toBe(true)
})

it.each([
  byPrisma('23505'),
  failing('23505'),
  failing('22P02'),
  new Error('undefined is not a function'),
  'a string',
])('takes no bug for an outage: %s', (error) => {
  expect(isOutage(error)).toBe(false)
})

it('tries until the database is back, says so once, and gives back what came', async () => {
  const answers = [failing('57P01'), failing('57P03'), 'value']
  const said: unknown[] = []
  const run = async () => {
    const answer = answers.shift()
    if (answer instanceof Error) throw answer
    return answer
  }
  expect(await throughOutages(run, (error) => said.push(error))).toBe('value')
  expect(said).toHaveLength(1)
})

it('lets a bug through at once', async () => {
  let calls = 0
  const run = async () => {
    calls += 1
    throw failing('23505')
  }
  await expect(throughOutages(run, () => {})).rejects.toThrow('gone')
  expect(calls).toBe(1)
})
