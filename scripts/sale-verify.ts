// npm run sale:verify. Exit 0 when every invariant of sales, holds, stock and coupons holds; else says which don't.
import { couponInvariants } from '#server/coupons/index.ts'
import { createFlashSales } from '#server/flash-sale/index.ts'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/platform/db.ts'
import { randomIds } from '#server/platform/ids.ts'
import { noOtherNodes } from '#server/platform/node-bus.ts'
import { createLog } from '#server/platform/log.ts'
import { ensureDatabase } from './database.mjs'

/** An invariant's name is a sentence. */
const inWords = (name: string) => name.replaceAll('_', ' ')

const running = await ensureDatabase()
const database = openDatabase({ DATABASE_URL: running.url, DATABASE_POOL_MAX: 4 })
try {
  const log = createLog({ LOG_LEVEL: 'error' })
  const flashSale = createFlashSales({ database, clock: systemClock, ids: randomIds, log, bus: noOtherNodes })
  const report = [...(await flashSale.invariants()), ...(await couponInvariants(database.db))]
  await flashSale.close()
  for (const { name, broken } of report)
    console.log(broken === 0 ? `ok      ${inWords(name)}` : `BROKEN  ${inWords(name)}: not of ${broken}`)
  process.exitCode = report.every(({ broken }) => broken === 0) ? 0 : 1
} finally {
  await database.close()
  if (running.started) await running.stop()
}
