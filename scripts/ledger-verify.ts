// npm run ledger:verify. Exit 0 when every invariant of the books holds and the chain verifies; else names what doesn't.
import { createLedger } from '#server/ledger/index.ts'
import { openDatabase } from '#server/platform/db.ts'
import { randomIds } from '#server/platform/ids.ts'
import { ensureDatabase } from './database.mjs'

const running = await ensureDatabase()
const database = openDatabase({ DATABASE_URL: running.url, DATABASE_POOL_MAX: 4 })
try {
  const ledger = createLedger({ db: database.db, ids: randomIds })
  await ledger.sealBlocks()
  const report = await ledger.invariantReport()
  for (const { name, broken } of report)
    console.log(`${broken === 0 ? 'ok    ' : 'BROKEN'} ${name}${broken ? `: ${broken}` : ''}`)
  const tampered = await ledger.verifyChain()
  for (const { height, problem } of tampered) console.log(`BROKEN block ${height}: ${problem}`)
  if (tampered.length === 0) console.log('ok     hash chain')
  process.exitCode = tampered.length === 0 && report.every(({ broken }) => broken === 0) ? 0 : 1
} finally {
  await database.close()
  if (running.started) await running.stop()
}
