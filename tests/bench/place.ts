import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { createFlashSaleStore } from '#server/flash-sale/store.ts'
import { openDatabase } from '#server/platform/db.ts'
import { migrate } from '../../scripts/migrate.mjs'
import { joinTestCluster } from '../../scripts/test-cluster.mjs'

/** A database of its own, in the cluster that benches share or in `own`, with its durability as PostgreSQL ships it. */
export async function openPlace(own?: { url: string; leave(): Promise<void> }) {
  const cluster = own ?? (await joinTestCluster({ durable: true }))
  const name = `bench_${randomBytes(6).toString('hex')}`
  const asAdmin = async (statement: string) => {
    const admin = new pg.Client(cluster.url)
    await admin.connect()
    await admin.query(statement)
    await admin.end()
  }
  await asAdmin(`create database ${name}`)
  const url = new URL(cluster.url)
  url.pathname = `/${name}`
  await migrate(url.href)
  const database = openDatabase({ DATABASE_URL: url.href, DATABASE_POOL_MAX: 4 })
  async function asOwner(statements: string) {
    const owner = new pg.Client(url.href)
    await owner.connect()
    await owner.query(statements)
    await owner.end()
  }
  return {
    url: url.href,
    database,
    /** names of broken invariants: with one of them, what was measured is void */
    async broken() {
      const report = await createFlashSaleStore(database).invariants(new Date())
      return report.filter(({ broken }) => broken > 0).map((one) => one.name)
    },
    asOwner,
    /** The planner knows what is in it: after a filling, before its autovacuum has come by. */
    analyse: () => asOwner('vacuum analyze'),
    async close() {
      await database.close()
      await asAdmin(`drop database ${name} with (force)`)
      await cluster.leave()
    },
  }
}
