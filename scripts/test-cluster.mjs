// The PostgreSQL that tests and checks share: DATABASE_URL's server, or a cluster of its own under .data/test-pg.
// Suites that run at the same time share it; the last one to leave stops it. Benches share another, whose durability is
// PostgreSQL's own.
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { ensureDatabase } from './database.mjs'

const data = path.join(fileURLToPath(new URL('..', import.meta.url)), '.data')
/**
 * Tests make and drop a database each, which is mostly waiting for the disk. What they hold lives no longer than they
 * do, and a killed process loses nothing by it: only a machine that loses its power would.
 */
const UNSAFE = ['fsync=off', 'full_page_writes=off']
const PRESENT = '7301, 100'
const ATTEMPTS = 20

/** @typedef {{ url: string, alone: boolean, leave: () => Promise<void> }} TestCluster `alone`: nobody else is using it */

/** @param {{ durable?: boolean }} [wanted] @returns {Promise<TestCluster>} */
export async function joinTestCluster({ durable = false } = {}) {
  const dir = path.join(data, durable ? 'bench-pg' : 'test-pg')
  const settings = ['max_connections=300', ...(durable ? [] : UNSAFE)]
  for (let attempt = 1; ; attempt++) {
    const database = await ensureDatabase({ dir, settings })
    try {
      return await enter(database)
    } catch (error) {
      // Those who left last are stopping it under our feet.
      if (attempt === ATTEMPTS) throw error
      await sleep(100)
    }
  }
}

/** @param {import('./database.mjs').RunningDatabase} database @returns {Promise<TestCluster>} */
async function enter(database) {
  const client = new pg.Client(database.url)
  client.on('error', () => {}) // an idle connection that the server ends is no news
  await client.connect()
  const alone = await canHaveItAlone(client)
  await client.query(`select pg_advisory_lock_shared(${PRESENT})`)
  if (alone) await client.query(`select pg_advisory_unlock(${PRESENT})`)
  return {
    url: database.url,
    alone,
    async leave() {
      await client.query(`select pg_advisory_unlock_shared(${PRESENT})`)
      const last = await canHaveItAlone(client)
      if (last) await database.stop() // under the lock, so that nobody enters a house that is being closed
      await client.end().catch(() => {})
    },
  }
}

/** @param {pg.Client} client */
async function canHaveItAlone(client) {
  const { rows } = await client.query(`select pg_try_advisory_lock(${PRESENT}) alone`)
  return Boolean(rows[0]?.alone)
}
