import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import type { Prisma } from '#prisma/generated/client.ts'
import { PrismaClient } from '#prisma/generated/client.ts'
import type { Env } from './env.ts'

export type Db = PrismaClient
/** Inside `db.$transaction(async (tx) => …)`; verbs that write money or stock take it first. */
export type Tx = Prisma.TransactionClient

/** The role that the application acts as: no DDL, and in the ledger only EXECUTE and SELECT. */
export const APPLICATION_ROLE = 'shanhuo_app'

export type Database = { db: Db; pool: pg.Pool; close(): Promise<void> }

/** Without a time-out: what reads or writes whole books, in a process of its own. */
type DatabaseEnv = Pick<Env, 'DATABASE_URL' | 'DATABASE_POOL_MAX'> &
  Partial<Pick<Env, 'DATABASE_TIMEOUT_SEC'>>

/**
 * One pool for everything: Prisma, and the few hot statements that go to `pg` itself.
 * Every connection starts as APPLICATION_ROLE, so that a bug in the shop cannot touch a ledger row
 * (docs/decisions/013-runtime-role.md).
 */
export function openDatabase(env: DatabaseEnv): Database {
  const timeoutMs = (env.DATABASE_TIMEOUT_SEC ?? 0) * 1_000
  const pool = new pg.Pool({
    connectionString: env.DATABASE_URL,
    max: env.DATABASE_POOL_MAX,
    options: `-c role=${APPLICATION_ROLE} -c timezone=UTC`,
    application_name: 'shanhuo',
    statement_timeout: timeoutMs,
    idle_in_transaction_session_timeout: timeoutMs,
    connectionTimeoutMillis: 10_000,
  })
  // A client that is in use or being closed when the server ends it has nobody listening, and Node would die of that.
  // Whoever waits for an answer is told by the rejection of his query.
  pool.on('connect', (client) => client.on('error', () => {}))
  // The same of idle ones: Prisma listens for them only until it disconnects, and `end` does not wait for the server.
  pool.on('error', () => {})
  const db = new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: 'minimal' })
  return {
    db,
    pool,
    async close() {
      await db.$disconnect()
      await pool.end()
    },
  }
}
