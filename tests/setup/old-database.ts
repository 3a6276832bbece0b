import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'

const FOLDER = 'prisma/migrations'

/**
 * A database as it was before one migration, with what a shop had then, which that migration then carries over.
 * @param tested the migration's name
 */
export async function carriedOver(
  { tested, had }: { tested: string; had: string },
  look: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const name = `t_${randomBytes(6).toString('hex')}`
  const url = new URL(inject('templateUrl'))
  url.pathname = '/postgres'
  const admin = new pg.Client(url.href)
  await admin.connect()
  await admin.query(`create database ${name}`)
  url.pathname = `/${name}`
  const client = new pg.Client(url.href)
  await client.connect()
  try {
    const all = (await readdir(FOLDER)).filter((entry) => /^\d{14}_/.test(entry)).toSorted()
    for (const before of all.slice(0, all.indexOf(tested))) await migrate(client, before)
    await client.query(had)
    await migrate(client, tested)
    await look(client)
  } finally {
    await client.end()
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.end()
  }
}

async function migrate(client: pg.Client, name: string): Promise<void> {
  await client.query(await readFile(path.join(FOLDER, name, 'migration.sql'), 'utf8'))
}
