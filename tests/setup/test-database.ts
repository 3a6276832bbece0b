import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

export type TestDatabase = { url: string; drop(): Promise<void> }

/** A migrated, empty database of one's own, made from the template in a fraction of a second. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = new URL(inject('templateUrl'))
  const templateName = template.pathname.slice(1)
  const name = `t_${randomBytes(6).toString('hex')}`
  const admin = new URL(template)
  admin.pathname = '/postgres'
  await once(admin.href, `create database ${name} template ${templateName} strategy ${inject('copyBy')}`)
  const url = new URL(template)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => once(admin.href, `drop database if exists ${name} with (force)`) }
}

async function once(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
