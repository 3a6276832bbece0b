import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { ensureDatabase, keepDatabase, withDatabase } from '../scripts/database.mjs'
import { alive, endProcess } from '../scripts/processes.mjs'

let dir: string
const wanted = () => ({ dir: path.join(dir, 'pg'), url: undefined })
beforeAll(() => {
  vi.stubEnv('DATABASE_URL', undefined)
  dir = mkdtempSync(path.join(tmpdir(), 'embedded-'))
})
afterAll(async () => {
  await (await ensureDatabase(wanted())).stop()
  vi.unstubAllEnvs()
  rmSync(dir, { recursive: true, force: true })
})

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query({ text: sql, rowMode: 'array' })
  await client.end()
  return rows[0]?.[0]
}

it('makes a cluster that keeps what it was told, and knows the letters of Chinese', async () => {
  const database = await ensureDatabase(wanted())

  expect(database.started).toBe(true)
  expect(await ask(database.url, 'show fsync')).toBe('on')
  expect(await ask(database.url, 'show synchronous_commit')).toBe('on')
  expect(await ask(database.url, `select length('山货')`)).toBe(2)
  expect(statSync(path.join(dir, 'pg.password')).mode & 0o777).toBe(0o600)
})

it('joins one that is running, and leaves it running', async () => {
  const first = await ensureDatabase(wanted())
  expect(first.started).toBe(false)
  await withDatabase(async (url) => expect(url).toBe(first.url), wanted())

  expect(alive(first.pid!)).toBe(true)
})

it('recovers after its postmaster was killed, with what was committed', async () => {
  const killed = await ensureDatabase(wanted())
  await ask(killed.url, `create table kept as select 7 as honey`)
  await endProcess(killed.pid!, { signal: 'SIGKILL' })

  const again = await ensureDatabase(wanted())
  expect(again.started).toBe(true)
  expect(await ask(again.url, 'select honey from kept')).toBe(7)
})

it('that is kept comes back by itself, at the same address, whenever it is killed', async () => {
  const said: string[] = []
  const kept = await keepDatabase(wanted(), (line) => said.push(line))
  for (const honey of [8, 9]) {
    await ask(kept.url, `update kept set honey = ${honey}`)
    const killed = kept.pid()!
    process.kill(killed, 'SIGKILL')

    await vi.waitFor(
      async () => {
        // a new one answers a moment before its keeper knows it
        expect(kept.pid()).not.toBe(killed)
        expect(await ask(kept.url, 'select honey from kept')).toBe(honey)
      },
      { timeout: 30_000, interval: 50 },
    )
  }
  expect(said.filter((line) => line.startsWith('PostgreSQL died'))).toHaveLength(2)
  await kept.stop()
  expect(alive(kept.pid()!)).toBe(false)
  await ask((await ensureDatabase(wanted())).url, 'update kept set honey = 7')
})

it('is not misled by a pid file whose number belongs to another program', async () => {
  const stopped = await ensureDatabase(wanted())
  const file = path.join(dir, 'pg/postmaster.pid')
  const lines = readFileSync(file, 'utf8').split('\n')
  await stopped.stop()
  writeFileSync(file, [String(process.pid), ...lines.slice(1)].join('\n'))

  const again = await ensureDatabase(wanted())
  expect(again.started).toBe(true)
  expect(await ask(again.url, 'select honey from kept')).toBe(7)
})

it('names the address and the way out when DATABASE_URL does not answer', async () => {
  await expect(ensureDatabase({ url: 'postgresql://me:pw@127.0.0.1:1/shop' })).rejects.toThrow(
    /127\.0\.0\.1:1\/shop \(from DATABASE_URL\) does not answer.*unset it/,
  )
})
