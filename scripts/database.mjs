// Gives a database URL: DATABASE_URL when it is set, else an embedded PostgreSQL that is started (or joined) here.
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { DatabaseError, findHome, leftRunning, makeCluster, startCluster, USER } from './postgres.mjs'
import { alive, endProcess } from './processes.mjs'

export { DatabaseError }

const root = fileURLToPath(new URL('..', import.meta.url))
/** Where the shop's own one is, unless it must be elsewhere (`findHome`). */
export const DATABASE_DIR = path.join(root, '.data/pg')
const DATABASE = 'shanhuo'
/** Tried first, so that a client's settings keep working; any free port is as good. */
const USUAL_PORT = 54329
/** How often it is looked whether it lives. */
const WATCH_MS = 100

/**
 * @typedef {{ url: string, pid?: number, started: boolean, stop: () => Promise<void> }} RunningDatabase
 * `started`: nobody had it running before we came. `stop` ends the cluster, whoever started it; where DATABASE_URL was
 * given there is nothing of ours to end.
 *
 * @typedef {{ dir?: string, database?: string, settings?: string[], url?: string | undefined, port?: number }} Wanted
 * `port`: that one and no other; `url` beats the embedded cluster; `settings` are extra `name=value` of postgresql.conf. fsync and
 * synchronous_commit are PostgreSQL's own: on.
 */

/**
 * @param {Wanted} [wanted]
 * @returns {Promise<RunningDatabase>}
 * @throws {DatabaseError} with a sentence that says what to do
 */
export async function ensureDatabase({
  dir = DATABASE_DIR,
  database = DATABASE,
  settings = [],
  url = process.env.DATABASE_URL,
  port,
} = {}) {
  if (url) {
    await mustAnswer(url)
    return { url, started: false, stop: async () => {} }
  }
  await mkdir(path.dirname(dir), { recursive: true })
  if (process.getuid?.() === 0) await chmod(path.dirname(dir), 0o755) // the postgres user walks through it
  return alone(`${dir}.lock`, async () => {
    const home = await findHome(dir)
    const password = await passwordFor(dir, home.dir)
    const urlAt = (/** @type {number} */ port, /** @type {string} */ name) =>
      `postgresql://${USER}:${password}@127.0.0.1:${port}/${name}`

    const left = await leftRunning(home.dir, (port) => answers(urlAt(port, 'postgres')))
    if (!left && !existsSync(path.join(home.dir, 'PG_VERSION'))) await makeCluster(home, password)
    const running = left ?? (await startOnSomePort(home, ['shared_buffers=256MB', ...settings], port))
    await ensureDatabaseNamed(urlAt(running.port, 'postgres'), database)
    return {
      url: urlAt(running.port, database),
      pid: running.pid,
      started: !left,
      // a fast shutdown: sessions are ended, everything is checkpointed
      stop: () => endProcess(running.pid, { signal: 'SIGINT', patienceMs: 30_000, harder: 'SIGQUIT' }),
    }
  })
}

/**
 * As `ensureDatabase`, and an embedded one is started again, on its data and its port, whenever it dies.
 * `pid`: of the last one that this keeper knows to be up. A new one answers a moment before it is known.
 * @param {Wanted} wanted
 * @param {(line: string) => void} onLine
 * @returns {Promise<{ url: string, pid: () => number | undefined, stop: () => Promise<void> }>}
 */
export async function keepDatabase(wanted, onLine) {
  let database = await ensureDatabase(wanted)
  let isStopping = false
  const port = Number(new URL(database.url).port)

  async function startAgain() {
    onLine('PostgreSQL died; it is started again')
    for (let said = ''; !isStopping; await sleep(WATCH_MS))
      try {
        database = await ensureDatabase({ ...wanted, port })
        return
      } catch (error) {
        // Sessions of the one that died may keep its memory for a moment; a full disk needs a person.
        const { message } = /** @type {Error} */ (error)
        if (said !== message) onLine(message)
        said = message
      }
  }
  async function watch() {
    for (; !isStopping && database.pid; await sleep(WATCH_MS)) if (!alive(database.pid)) await startAgain()
  }
  const watching = watch()
  return {
    url: database.url,
    pid: () => database.pid,
    async stop() {
      isStopping = true
      await watching
      await database.stop()
    },
  }
}

/**
 * For a command that needs the database for a moment: leaves it as it was found.
 * @template T
 * @param {(url: string) => Promise<T>} use
 * @param {Wanted} [wanted]
 */
export async function withDatabase(use, wanted) {
  const database = await ensureDatabase(wanted)
  try {
    return await use(database.url)
  } finally {
    if (database.started) await database.stop()
  }
}

/** @param {import('./postgres.mjs').Home} home @param {string[]} settings @param {number | undefined} port */
async function startOnSomePort(home, settings, port) {
  for (let attempt = 0; attempt < 5; attempt++) {
    const started = await startCluster(home, {
      port: port ?? (await freePort(attempt === 0 ? USUAL_PORT : 0)),
      settings,
    })
    if (started !== 'port_taken') return started
  }
  throw new DatabaseError(`PostgreSQL found ${port ? `port ${port} taken` : 'no free port'} on 127.0.0.1.`)
}

/** @param {number} wanted @returns {Promise<number>} it, or any free port when it is taken */
export function freePort(wanted) {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => (wanted === 0 ? reject(error) : resolve(freePort(0))))
    probe.listen(wanted, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (probe.address())
      probe.close(() => resolve(address.port))
    })
  })
}

/**
 * One start at a time on one cluster. A lock whose holder is dead is void.
 * @template T @param {string} file @param {() => Promise<T>} work
 */
async function alone(file, work) {
  for (;;) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    }
    const holder = Number(await readFile(file, 'utf8').catch(() => ''))
    if (holder && (!alive(holder) || holder === process.pid)) await rm(file, { force: true })
    else await sleep(50)
  }
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
  }
}

/** @param {string} dir the password lies beside it, readable to its owner only @param {string} home the cluster */
async function passwordFor(dir, home) {
  const file = `${dir}.password`
  const known = await readFile(file, 'utf8').catch(() => undefined)
  if (known) return known
  if (existsSync(path.join(home, 'PG_VERSION')))
    throw new DatabaseError(
      `${file} is gone, and with it the way into ${home}. Restore it, or remove that folder to begin anew.`,
    )
  const made = randomBytes(18).toString('base64url')
  await writeFile(file, made, { mode: 0o600 })
  return made
}

/**
 * @param {string} url
 * @throws {DatabaseError} when another cluster answers there, or the password was changed
 */
async function answers(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    return true
  } catch (error) {
    if (/** @type {{ code?: string }} */ (error).code === '28P01')
      throw new DatabaseError(
        `The embedded PostgreSQL at ${new URL(url).host} refuses the password under .data/.`,
      )
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** @param {string} url */
async function mustAnswer(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    await client.query('select 1')
  } catch (error) {
    const { message, code } = /** @type {{ message: string, code?: string }} */ (error)
    const where = URL.canParse(url) ? new URL(url).host + new URL(url).pathname : 'DATABASE_URL'
    throw new DatabaseError(
      `The database at ${where} (from DATABASE_URL) does not answer: ${message || code}. ` +
        'Start it, correct DATABASE_URL, or unset it to use the embedded one.',
    )
  } finally {
    await client.end().catch(() => {})
  }
}

/** @param {string} admin URL of an existing database @param {string} name */
async function ensureDatabaseNamed(admin, name) {
  const client = new pg.Client(admin)
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}
