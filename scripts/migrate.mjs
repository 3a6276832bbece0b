// Brings a database to the newest migration. The Prisma CLI takes seconds to say "nothing pending", so the folder and
// its own table are compared first.
import { spawn } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = fileURLToPath(new URL('../prisma/migrations', import.meta.url))

/** @param {string} url @returns {Promise<string[]>} names of migrations that the database has not finished */
export async function pendingMigrations(url) {
  const entries = await readdir(folder, { withFileTypes: true })
  const wanted = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query(
      'select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
    )
    const done = new Set(rows.map((row) => row.migration_name))
    return wanted.filter((name) => !done.has(name)).sort()
  } catch (error) {
    if (/** @type {{ code?: string }} */ (error).code === '42P01') return wanted.sort() // no table yet
    throw error
  } finally {
    await client.end()
  }
}

/** @param {string} url @returns {Promise<string[]>} what was applied */
export async function migrate(url) {
  const pending = await pendingMigrations(url)
  if (pending.length > 0) await prisma(['migrate', 'deploy'], url)
  return pending
}

/** @param {string[]} args @param {string} url */
async function prisma(args, url) {
  const child = spawn(process.execPath, ['node_modules/prisma/build/index.js', ...args], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said += text
    })
  }
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`prisma ${args.join(' ')} failed:\n${said}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { ensureDatabase } = await import('./database.mjs')
  const database = await ensureDatabase()
  const applied = await migrate(database.url)
  console.log(applied.length > 0 ? `applied: ${applied.join(', ')}` : 'nothing pending')
  if (database.started) await database.stop()
}
