import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createLedger, type JournalRequest, type Ledger } from '#server/ledger/index.ts'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { randomIds } from '#server/platform/ids.ts'
import { businessDay } from '#shared/calendar.ts'
import { fen } from '#shared/money.ts'
import { aLedger, asOwner, expectSoundBooks } from '#tests/setup/ledger.ts'
import { keepDatabase } from '../../scripts/database.mjs'
import { alive } from '../../scripts/processes.mjs'
import { migrate } from '../../scripts/migrate.mjs'
import { aChance } from './chance.ts'

// A PostgreSQL of its own, with its durability on, is killed under load. Moments are counted in acknowledgements and not
// in time, so that a seed says when: SIMULATION_SEED=… plays one again.
const seed = Number(process.env.SIMULATION_SEED ?? Math.floor(Math.random() * 2 ** 31))
const victims = ['a session at work', 'the postmaster'] as const
const POSTERS = 8
const BATCH = 5
const BATCHES_BEFORE_DEATH_MAX = 50

let dir: string
let kept: Awaited<ReturnType<typeof keepDatabase>>

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'ledger-deaths-'))
  kept = await keepDatabase({ dir: path.join(dir, 'pg'), url: undefined }, () => {})
  await migrate(kept.url)
  const database = openDatabase({ DATABASE_URL: kept.url, DATABASE_POOL_MAX: 2 })
  await aLedger(database.db, randomIds)
  await database.close()
})
afterAll(async () => {
  await kept.stop()
  rmSync(dir, { recursive: true, force: true })
})

const journal = (key: string): JournalRequest => ({
  ...{
    key,
    kind: 'test',
    effectiveOn: businessDay(systemClock.now()),
    source: { type: 'test', id: key },
    actor: 'test',
    memo: key,
  },
  lines: [
    { book: 'b1', account: '109.hot', amount: fen(5) },
    { book: 'b1', account: '211.floored', amount: fen(-2) },
    { book: 'b1', account: '501', amount: fen(-3) },
  ],
})

type Shop = Database & { ledger: Ledger }
const post = ({ db, ledger }: Shop, keys: readonly string[]) =>
  db.$transaction((tx) => ledger.post(tx, keys.map(journal)))

/** Posts from many sides, seals and folds, until it is dead. @returns what was acknowledged, and what was only asked */
async function underLoadUntilDeath(
  shop: Shop,
  { deathAt, kill }: { deathAt: number; kill(): Promise<void> },
) {
  const acknowledged: string[] = []
  const asked: string[][] = []
  let death: Promise<void> | null = null
  let isDead = false

  async function poster() {
    for (;;) {
      const keys = Array.from({ length: BATCH }, () => randomIds.uuid())
      asked.push(keys)
      await post(shop, keys)
      acknowledged.push(...keys)
      if (acknowledged.length >= deathAt * BATCH) death ??= kill()
    }
  }
  async function upkeep(work: () => Promise<number>) {
    while (!isDead) await work()
  }
  const loads = [
    ...Array.from({ length: POSTERS }, poster),
    upkeep(shop.ledger.sealBlocks),
    upkeep(shop.ledger.foldDeltas),
  ].map((load) => load.finally(() => (isDead = true)))
  const ends = await Promise.allSettled(loads)
  await death
  expect(ends.slice(0, POSTERS).map(({ status }) => status)).toEqual(Array(POSTERS).fill('rejected'))
  return { acknowledged, asked }
}

function killerOf(victim: (typeof victims)[number]) {
  if (victim === 'the postmaster') return () => Promise.resolve(void process.kill(kept.pid()!, 'SIGKILL'))
  return async () => {
    const { rows } = await asOwner(
      kept.url,
      `select pid from pg_stat_activity where application_name = 'shanhuo' and state = 'active' limit 1`,
    )
    process.kill((rows[0] as { pid: number } | undefined)?.pid ?? kept.pid()!, 'SIGKILL')
  }
}

async function untilItIsBack() {
  await vi.waitFor(
    async () => {
      expect(alive(kept.pid()!)).toBe(true) // a new one answers a moment before its keeper knows it
      const client = new pg.Client(kept.url)
      client.on('error', () => {})
      await client.connect()
      await client.end()
    },
    { timeout: 60_000, interval: 20 },
  )
}

// A cluster is made, killed twice and recovered from its log, all with a disk that is waited for: more than ten seconds.
it(
  `keeps every acknowledged journal when it is killed, and books once what is asked for again (SIMULATION_SEED=${seed})`,
  { timeout: 240_000 },
  async () => {
    const chance = aChance(seed)
    const promised: string[] = []
    for (const victim of victims) {
      const before = openDatabase({ DATABASE_URL: kept.url, DATABASE_POOL_MAX: POSTERS + 2 })
      const shop = { ...before, ledger: createLedger({ db: before.db, ids: randomIds }) }
      const deathAt = 1 + chance.below(BATCHES_BEFORE_DEATH_MAX)
      const { acknowledged, asked } = await underLoadUntilDeath(shop, { deathAt, kill: killerOf(victim) })
      await shop.close()
      await untilItIsBack()
      promised.push(...acknowledged)

      const database = openDatabase({ DATABASE_URL: kept.url, DATABASE_POOL_MAX: 4 })
      const ledger = createLedger({ db: database.db, ids: randomIds })
      const stored = await storedKeys(database)
      expect(promised.filter((key) => !stored.has(key))).toEqual([])
      expect(asked.filter((keys) => new Set(keys.map((key) => stored.has(key))).size > 1)).toEqual([])
      await expectSoundBooks(ledger)

      for (const keys of asked) {
        const posted = await post({ ...database, ledger }, keys)
        for (const key of keys) expect(posted.get(key)!.replay).toBe(stored.has(key))
        promised.push(...keys)
      }
      expect((await storedKeys(database)).size).toBe(new Set(promised).size)
      await expectSoundBooks(ledger)
      await database.close()
    }
  },
)

async function storedKeys({ pool }: Database): Promise<Set<string>> {
  const { rows } = await pool.query<{ key: string }>('select idem_key as key from ledger.journal')
  return new Set(rows.map(({ key }) => key))
}
