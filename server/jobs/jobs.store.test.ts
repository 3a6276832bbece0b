import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLog } from '#server/platform/log.ts'
import { createMetrics } from '#server/platform/metrics.ts'
import { createTestDatabase } from '#tests/setup/test-database.ts'
import { startJobs } from './index.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.drop())

it('does at the start what is wanted then, and nothing else before its time', async () => {
  const done: string[] = []
  let begin = () => {}
  const begun = new Promise<void>((resolve) => (begin = resolve))
  const jobs = await startJobs(
    {
      ticks: [
        { name: 'later', everyMs: 3_600_000, run: async () => void done.push('later') },
        { name: 'at the start', everyMs: 3_600_000, atStart: true, run: async () => begin() },
      ],
      scheduled: [],
    },
    {
      env: { DATABASE_URL: database.url },
      log: createLog({ LOG_LEVEL: 'silent' }),
      metrics: createMetrics(),
    },
  )
  await begun
  await jobs.close()
  expect(done).toEqual([])
})
