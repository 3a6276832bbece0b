import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { migrate } from '../../scripts/migrate.mjs'
import type { TestCluster } from '../../scripts/test-cluster.mjs'

const migrations = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))

/** Names the template after what is in it, so that a changed migration makes a new one. */
function templateName(): string {
  const hash = createHash('sha256').update(letClocksBeAhead.toString())
  for (const name of readdirSync(migrations, { recursive: true, encoding: 'utf8' }).sort())
    if (name.endsWith('.sql')) hash.update(name).update(readFileSync(`${migrations}/${name}`))
  return `shanhuo_template_${hash.digest('hex').slice(0, 12)}`
}

export function databaseNamed(url: string, name: string): string {
  const named = new URL(url)
  named.pathname = `/${name}`
  return named.href
}

/** How PostgreSQL is to copy a template: as files, unless each of them would be waited for. */
export type CopyBy = 'file_copy' | 'wal_log'

export async function copyingIn({ url }: TestCluster): Promise<CopyBy> {
  const admin = new pg.Client(url)
  await admin.connect()
  const { rows } = await admin.query<{ fsync: string }>('show fsync')
  await admin.end()
  return rows[0]?.fsync === 'off' ? 'file_copy' : 'wal_log'
}

/** @returns the URL of a migrated, empty database: the one that is there, or a new one */
export async function ensureTemplate({ url, alone }: TestCluster): Promise<string> {
  const name = templateName()
  const admin = new pg.Client(url)
  await admin.connect()
  try {
    // One maker at a time, or two suites on one cluster would both create it.
    await admin.query('select pg_advisory_lock(7301, 99)')
    const { rows } = await admin.query<{ datname: string }>(
      `select datname from pg_database where datname ~ '^(shanhuo_template_|t_|e2e_)'`,
    )
    const existing = rows.map(({ datname }) => datname)
    // Only when nobody else is here: another suite may be at work on what looks stale to us.
    const stale = alone ? existing.filter((datname) => datname !== name) : []
    for (const datname of stale)
      await admin.query(`drop database if exists ${admin.escapeIdentifier(datname)} with (force)`)
    if (!existing.includes(name)) await makeTemplate(admin, { url, name })
    return databaseNamed(url, name)
  } finally {
    await admin.end()
  }
}

/** Tests move their clocks on: the ledger takes days that have not come on this machine. */
async function letClocksBeAhead(url: string): Promise<void> {
  const owner = new pg.Client(url)
  await owner.connect()
  await owner.query('update ledger.clock_ahead set days = 36500').finally(() => owner.end())
}

/** Migrated under another name first, so that one that was killed halfway is never taken for a template. */
async function makeTemplate(admin: pg.Client, { url, name }: { url: string; name: string }): Promise<void> {
  const making = `${name}_making`
  await admin.query(`drop database if exists ${making} with (force)`)
  await admin.query(`create database ${making}`)
  await migrate(databaseNamed(url, making))
  await letClocksBeAhead(databaseNamed(url, making))
  await admin.query(`alter database ${making} rename to ${name}`)
}
