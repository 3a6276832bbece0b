import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'

const FOLDER = 'prisma/migrations'

async function migrated(client: pg.Client, names: readonly string[]) {
  for (const name of names)
    await client.query(await readFile(path.join(FOLDER, name, 'migration.sql'), 'utf8'))
}

/** A database as the migrations before `tested` knew it, filled by `shop`, then brought through it and looked at. */
export async function throughMigration(
  { tested, shop }: { tested: string; shop: string },
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
    await migrated(client, all.slice(0, all.indexOf(tested)))
    await client.query(shop)
    await migrated(client, [tested])
    await look(client)
  } finally {
    await client.end()
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.end()
  }
}
