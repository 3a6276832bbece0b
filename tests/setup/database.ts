import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { ensureDatabase } from '../../scripts/database.mjs'
import { migrate } from '../../scripts/migrate.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a migrated database from which test databases are made */
    templateUrl: string
  }
}

const migrations = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))
const testCluster = fileURLToPath(new URL('../../.data/test-pg', import.meta.url))

/** Names the template after what is in it, so that a changed migration makes a new one. */
function templateName(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(migrations, { recursive: true, encoding: 'utf8' }).sort())
    if (name.endsWith('.sql')) hash.update(name).update(readFileSync(`${migrations}/${name}`))
  return `shanhuo_template_${hash.digest('hex').slice(0, 12)}`
}

function withDatabase(url: string, database: string): string {
  const named = new URL(url)
  named.pathname = `/${database}`
  return named.href
}

async function makeTemplate(url: string, name: string): Promise<void> {
  const admin = new pg.Client(url)
  await admin.connect()
  try {
    // One maker at a time, or two suites on one cluster would both create it.
    await admin.query('select pg_advisory_lock(7301, 99)')
    const { rows } = await admin.query<{ datname: string }>(
      `select datname from pg_database where datname like 'shanhuo\\_template\\_%' or datname like 't\\_%'`,
    )
    const existing = rows.map(({ datname }) => datname)
    for (const stale of existing.filter(
      (datname) => datname.startsWith('shanhuo_template_') && datname !== name,
    ))
      await admin.query(`drop database if exists ${admin.escapeIdentifier(stale)} with (force)`)
    if (!existing.includes(name)) {
      await admin.query(`create database ${admin.escapeIdentifier(name)}`)
      try {
        await migrate(withDatabase(url, name))
      } catch (error) {
        await admin.query(`drop database ${admin.escapeIdentifier(name)} with (force)`)
        throw error
      }
    }
  } finally {
    await admin.end()
  }
}

/** Says that a suite is using the cluster; the last one to leave may stop it. */
async function presence(url: string): Promise<{ leave(): Promise<'last' | 'others'> }> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query('select pg_advisory_lock_shared(7301, 100)')
  return {
    async leave() {
      await client.query('select pg_advisory_unlock_shared(7301, 100)')
      const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock(7301, 100) alone')
      await client.end()
      return rows[0]?.alone ? 'last' : 'others'
    },
  }
}

/** Runs once for the `store` project: a real PostgreSQL, and a migrated template in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const database = await ensureDatabase({ dir: testCluster, settings: ['max_connections=300'] })
  const present = await presence(database.url)
  const name = templateName()
  await makeTemplate(database.url, name)
  project.provide('templateUrl', withDatabase(database.url, name))
  return async () => {
    if ((await present.leave()) === 'last') await database.stop()
  }
}
