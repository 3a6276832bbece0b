// The ledger and its proofs for the commands, with the secrets that the shop of this checkout runs with.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { createLedger, createProofs } from '#server/ledger/index.ts'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/platform/db.ts'
import { randomIds } from '#server/platform/ids.ts'
import { createLog } from '#server/platform/log.ts'
import { ensureDatabase } from './database.mjs'
import { root } from './run.mjs'
import { demoSecrets } from './secrets.mjs'

/** Runs with a database, and leaves it as it was found. */
export async function withProofs<T>(use: (books: Books) => Promise<T>): Promise<T> {
  const running = await ensureDatabase()
  const database = openDatabase({ DATABASE_URL: running.url, DATABASE_POOL_MAX: 4 })
  try {
    const ledger = createLedger({ db: database.db, ids: randomIds })
    return await use({ ledger, proofs: proofsOver(database.db, ledger) })
  } finally {
    await database.close()
    if (running.started) await running.stop()
  }
}
type Books = { ledger: ReturnType<typeof createLedger>; proofs: ReturnType<typeof createProofs> }
type Db = ReturnType<typeof openDatabase>['db']

function proofsOver(db: Db, ledger: Books['ledger']): Books['proofs'] {
  const dataDir = path.resolve(root, process.env.DATA_DIR ?? '.data')
  mkdirSync(dataDir, { recursive: true })
  const secret = process.env.APP_SECRET ?? demoSecrets(dataDir, {}).APP_SECRET
  const formerKeys = process.env.LEDGER_FORMER_KEYS?.split(',') ?? []
  return createProofs({
    db,
    clock: systemClock,
    log: createLog({ LOG_LEVEL: 'error' }),
    ledger,
    origin: process.env.PUBLIC_ORIGIN ?? '',
    key: { seed: process.env.LEDGER_SIGNING_KEY, secret, formerKeys },
    headsFile: process.env.LEDGER_HEADS_FILE ?? path.join(dataDir, 'ledger-heads.jsonl'),
  })
}
