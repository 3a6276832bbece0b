import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createProofs, type Ledger } from '#server/ledger/index.ts'
import { standingClock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import { createLog } from '#server/platform/log.ts'

/** Proofs over a ledger, with a clock that is moved by hand and a heads' file in a folder of its own. */
export async function theProofs(db: Db, ledger: Ledger) {
  const folder = await mkdtemp(path.join(tmpdir(), 'shanhuo-heads-'))
  const clock = standingClock(new Date())
  const headsFile = path.join(folder, 'heads.jsonl')
  const log = createLog({ LOG_LEVEL: 'silent' })
  const key = { seed: '11'.repeat(32), secret: 'unused' }
  const deps = { db, clock, log, ledger, origin: 'http://shop.example', key, headsFile }
  return {
    proofs: createProofs(deps),
    /** the same shop, if somebody else had its database and another key */
    proofsWith: (seed: string) => createProofs({ ...deps, key: { seed, secret: 'unused' } }),
    clock,
    headsFile,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
